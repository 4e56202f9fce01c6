/** The frame's line to the page around it. Without one, as in a plain iframe, it needs nobody's permit. */
import {
  HEIGHTS,
  MOST_WORKERS,
  PROTOCOL,
  readFromHost,
  type FromEmbed,
  type FromHost,
  type ThemeWish,
} from './messages.ts';
import type { Permit } from '../../state/sweepTrainer.ts';

export interface EmbedPort extends Permit {
  /** Tells the page how high the frame's content is, in CSS pixels. */
  size(height: number): void;
  onTheme(listener: (theme: ThemeWish) => void): void;
  /** Hears when the page around begins to scroll, and when it has come to rest. */
  onScroll(listener: (on: boolean) => void): void;
}

/** What is needed of a window. */
export interface WindowLike {
  readonly parent: unknown;
  readonly self: unknown;
  readonly navigator: { readonly hardwareConcurrency?: number };
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/** A page that does not answer for so long must not keep the reader from training. */
const PATIENCE_MS = 2000;

interface Wish {
  onGrant: (workers: number) => void;
  onWait: (ahead: number) => void;
  granted: boolean;
}

export function openPort(window: WindowLike): EmbedPort {
  let port: MessagePort | undefined;
  let wish: Wish | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let height: number | undefined;
  let theme: ThemeWish | undefined;
  let themed: ((theme: ThemeWish) => void) | undefined;
  let scrolling = false;
  let scrolled: ((on: boolean) => void) | undefined;

  const send = (message: FromEmbed): void => port?.postMessage(message);
  const sendSize = (): void => {
    if (height !== undefined) send({ type: 'size', height });
  };

  const grant = (workers: number): void => {
    clearTimeout(patience);
    if (!wish || wish.granted) return;
    wish.granted = true;
    wish.onGrant(workers);
  };

  const hear = (message: FromHost): void => {
    switch (message.type) {
      case 'welcome':
        return; // whatever its version, it understands this one
      case 'grant':
        return grant(message.workers);
      case 'wait':
        clearTimeout(patience);
        if (wish && !wish.granted) wish.onWait(message.ahead);
        return;
      case 'theme':
        theme = message.theme;
        return themed?.(theme);
      case 'scroll':
      case 'settle':
        scrolling = message.type === 'scroll';
        return scrolled?.(scrolling);
      default:
        message satisfies never;
    }
  };

  /** Only the parent's first message of nothing but one port; whatever else frames and extensions post is left alone. */
  const take = ({ source, data, ports }: MessageEvent<unknown>): void => {
    if (source !== window.parent || data !== null || ports.length !== 1) return;
    window.removeEventListener('message', take);
    port = ports[0];
    port.onmessage = (event: MessageEvent<unknown>) => {
      const message = readFromHost(event.data);
      if (message) hear(message);
    };
    send({ type: 'hello', v: PROTOCOL });
    sendSize();
    if (wish) send({ type: 'want' }); // it trains already, and the page is to count it
  };
  if (window.parent !== window.self) window.addEventListener('message', take);

  return {
    get hosted() {
      return port !== undefined;
    },
    size(content) {
      if (!Number.isFinite(content)) return;
      height = Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, Math.ceil(content)));
      sendSize();
    },
    want(onGrant, onWait) {
      clearTimeout(patience);
      wish = { onGrant, onWait, granted: false };
      if (!port)
        return grant(Math.min(MOST_WORKERS, Math.max(1, (window.navigator.hardwareConcurrency ?? 2) - 1)));
      send({ type: 'want' });
      patience = setTimeout(() => grant(1), PATIENCE_MS);
    },
    rest() {
      clearTimeout(patience);
      if (!wish) return;
      wish = undefined;
      send({ type: 'rest' });
    },
    onTheme(listener) {
      themed = listener;
      if (theme !== undefined) listener(theme);
    },
    onScroll(listener) {
      scrolled = listener;
      if (scrolling) listener(true);
    },
  };
}

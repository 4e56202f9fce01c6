/** The element <batch-scope>: a sandboxed frame in the place of its children, made when the reader comes near. */
import { heightOf, planOf, type Plan } from './attributes.ts';
import { isTheme, PROTOCOL, readFromEmbed, type FromEmbed, type FromHost } from './messages.ts';
import type { Permits, Seat } from './permits.ts';

const NEAR = '800px';
/** Without a scroll event for so long, the page is at rest. */
const REST_MS = 150;
/** Attributes whose change loads nothing anew. */
const OUTSIDE = ['height', 'title', 'theme', 'class', 'style'];
const TITLE = 'Batchscope: batch size experiment';

/** Not blocked by a policy without 'unsafe-inline', as a style element would be. */
function styles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ':host{display:block}:host([hidden]){display:none}div{position:relative}' +
      'iframe{position:absolute;inset:0;width:100%;height:100%;border:0}',
  );
  return sheet;
}

/** The frame and all that is held for it. */
interface Held {
  frame: HTMLIFrameElement;
  made: string;
  seat: Seat;
  port?: MessagePort;
  /** It has shown that its scripts run. */
  spoke?: boolean;
}

/** The element's class; `site` is the address of any file beside embed.html, where the script knows its own. */
export function elementClass(site: string | undefined, permits: Permits): CustomElementConstructor {
  const sheet = styles();

  return class extends HTMLElement {
    #box = document.createElement('div');
    #slot = document.createElement('slot');
    #reserved = 0;
    #wanted = 0;
    #held: Held | undefined;
    #near: IntersectionObserver | undefined;
    /** Whether the reader has been near. */
    #due = false;
    #resting: ReturnType<typeof setTimeout> | undefined;
    /** A frame cannot see the page around it scroll. */
    #scrolled = (): void => {
      if (!this.#resting) this.#say({ type: 'scroll' });
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => {
        this.#resting = undefined;
        this.#say({ type: 'settle' });
      }, REST_MS);
    };
    #attributes = new MutationObserver((records) =>
      this.#follow(records.map(({ attributeName }) => attributeName)),
    );

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      this.#box.append(this.#slot);
      root.append(this.#box);
    }

    connectedCallback(): void {
      this.#reserve(heightOf(this));
      this.#attributes.observe(this, { attributes: true });
      addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
      if (typeof IntersectionObserver === 'undefined') return this.#make(planOf(this, site));
      this.#near = new IntersectionObserver(
        (entries) => {
          if (!entries.at(-1)?.isIntersecting) this.#grow();
          else if (!this.#due) this.#make(planOf(this, site));
        },
        { root: document, rootMargin: NEAR },
      );
      this.#near.observe(this);
    }

    /** Whether the frame is alive; it may be blocked, or its host out of reach. The event `load` says when it comes to be. */
    get complete(): boolean {
      return this.#held?.spoke === true;
    }

    disconnectedCallback(): void {
      this.#near?.disconnect();
      this.#attributes.disconnect();
      removeEventListener('scroll', this.#scrolled, { capture: true });
      this.#due = false;
      this.#drop();
    }

    /** moveBefore() keeps the frame as it is. */
    connectedMoveCallback(): void {}

    #reserve(height: number): void {
      this.#reserved = height;
      this.#box.style.minHeight = `${height}px`;
    }

    #make(plan: Plan | undefined): void {
      this.#due = true;
      if (!plan) return;
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', plan.sandbox);
      frame.title = this.title || TITLE;
      // The fallback stays until the frame speaks: it may be blocked, or its host out of reach.
      if (this.childElementCount > 0) frame.style.visibility = 'hidden';
      frame.src = plan.src;
      const seat = permits.join(
        (message) => this.#say(message),
        () => !frame.isConnected,
      );
      const held: Held = { frame, made: plan.made, seat };
      this.#held = held;
      frame.addEventListener('load', () => this.#hand(held));
      this.#reserve(Math.max(this.#reserved, this.#box.offsetHeight));
      this.#box.append(frame);
    }

    #drop(): void {
      if (!this.#held) return;
      const { frame, port, seat } = this.#held;
      this.#held = undefined;
      this.#wanted = 0;
      port?.close();
      frame.remove();
      seat.leave();
      this.#slot.style.display = '';
    }

    /** Gives whatever the frame has loaded a port of its own; the one before it trains no longer. */
    #hand(held: Held): void {
      const { frame, seat } = held;
      held.port?.close();
      seat.rest();
      const { port1, port2 } = new MessageChannel();
      held.port = port1;
      port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        const message = readFromEmbed(data);
        if (message && held.port === port1) this.#hear(held, message);
      };
      // A sandboxed frame's origin cannot be named, so the message holds nothing.
      frame.contentWindow?.postMessage(null, '*', [port2]);
    }

    #hear(held: Held, message: FromEmbed): void {
      switch (message.type) {
        case 'hello':
          held.frame.style.visibility = '';
          this.#slot.style.display = 'none';
          this.#say({ type: 'welcome', v: PROTOCOL });
          if (this.hasAttribute('theme')) this.#sayTheme();
          held.spoke = true;
          this.dispatchEvent(new Event('load'));
          return;
        case 'size':
          this.#wanted = message.height;
          return this.#grow();
        case 'want':
          return held.seat.want();
        case 'rest':
          return held.seat.rest();
        default:
          message satisfies never;
      }
    }

    #say(message: FromHost): void {
      this.#held?.port?.postMessage(message);
    }

    #sayTheme(): void {
      const theme = this.getAttribute('theme');
      this.#say({ type: 'theme', theme: isTheme(theme) ? theme : 'auto' });
    }

    /** Grows to what the frame asked for where that moves nothing that is read: below the view, or if the reader is in the frame. */
    #grow(): void {
      if (this.#wanted <= this.#reserved) return;
      const { top, height } = this.#box.getBoundingClientRect();
      const unseen = height === 0 || top >= window.innerHeight;
      if (unseen || this.shadowRoot?.activeElement) this.#reserve(this.#wanted);
    }

    #follow(changed: readonly (string | null)[]): void {
      if (changed.includes('height')) this.#reserve(heightOf(this));
      if (!this.#due) return;
      if (this.#held && changed.includes('title')) this.#held.frame.title = this.title || TITLE;
      if (changed.includes('theme')) this.#sayTheme();
      if (changed.every((name) => OUTSIDE.includes(name ?? ''))) return;
      const plan = planOf(this, site);
      if (plan?.made === this.#held?.made) return;
      this.#drop();
      this.#make(plan);
    }
  };
}

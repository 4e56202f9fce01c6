/** Scripts and recordings that come when they are wanted. Each gives itself by name; a frame of opaque origin can have it so. */
import type { Recording } from '../../recordings/recording.ts';
import type { DrawStill } from './still/still.ts';
import type { ReadSetup } from './setup.ts';
import type { StartLive } from './live/live.tsx';

export interface Parts {
  race: DrawStill;
  target: DrawStill;
  speed: DrawStill;
  generalisation: DrawStill;
  noise: DrawStill;
  setup: ReadSetup;
  live: StartLive;
}

declare global {
  interface Window {
    batchscopeParts?: Partial<Parts>;
    batchscopeRecording?: (recording: Recording) => void;
  }
}

/** Called by a part's own script. */
export function givePart<K extends keyof Parts>(name: K, part: Parts[K]): void {
  window.batchscopeParts = { ...window.batchscopeParts, [name]: part };
}

/** Query of the first script's address: the same for all, so that none comes from an older build. */
const version = (() => {
  const { src } = (document.currentScript as HTMLScriptElement | null) ?? { src: '' };
  return /\?\w+$/.exec(src)?.[0] ?? '';
})();

const addressOf = (file: string): string => new URL(file, document.baseURI).href + version;

const coming = new Map<string, Promise<void>>();

/** @returns {Promise<void>} Resolves when the script has run; rejects with words when it cannot be had. Asked again, it tries again. */
function loadScript(file: string): Promise<void> {
  const known = coming.get(file);
  if (known) return known;
  const script = document.createElement('script');
  const load = new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => {
      coming.delete(file);
      script.remove();
      reject(new Error(`${file} could not be loaded`));
    };
  });
  coming.set(file, load);
  script.src = addressOf(file);
  document.head.append(script);
  return load;
}

function loadStyles(file: string): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  const load = new Promise<void>((resolve) => {
    link.onload = link.onerror = () => resolve();
  });
  link.href = addressOf(file);
  document.head.append(link);
  return load;
}

export async function loadPart<K extends keyof Parts>(name: K): Promise<Parts[K]> {
  const styles = name === 'live' && !coming.has('embed-live.js') ? loadStyles('embed-live.css') : undefined;
  await Promise.all([loadScript(`embed-${name}.js`), styles]);
  const part = window.batchscopeParts?.[name];
  if (!part) throw new Error(`embed-${name}.js is not whole`);
  return part as Parts[K];
}

/** The recording of a preset. */
export async function loadRecording(preset: string): Promise<Recording> {
  let given: Recording | undefined;
  window.batchscopeRecording = (recording) => (given = recording);
  await loadScript(`recordings/${preset}.js`);
  if (!given) throw new Error(`the recording “${preset}” is not whole`);
  return given;
}

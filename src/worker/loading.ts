/** The first part of a run: its data, loaded or kept from the run before, with progress and an eye on stalls. */
import { DATASETS } from '../experiment/catalog.ts';
import { dataKey, type DataSettings } from '../experiment/data.ts';
import type { Announcer } from './announcer.ts';
import type { Control } from './control.ts';
import { Fault } from './faults.ts';
import type { LoadedData, LoadProgress, SessionTools } from './tools.ts';

/** A download without a byte for so many seconds has stalled. */
const STALL_SECONDS = 30;
const PROGRESS_MS = 100;
/** More examples than this are not drawn on a mere guess. */
const FORESEEN_EXAMPLES = 12_000;
/** Drawing an example takes less. */
const DRAW_MS = 0.08;
const UNPACK_MS = 1000;

/** Keeps the last dataset, since the next run mostly asks for the same. */
export class DataKeeper {
  #tools: SessionTools;
  #kept: { key: string; data: LoadedData } | undefined;
  #loading = false;

  constructor(tools: SessionTools) {
    this.#tools = tools;
  }

  async load(
    settings: DataSettings,
    site: string,
    control: Control,
    announcer: Announcer,
  ): Promise<LoadedData> {
    const key = dataKey(settings);
    if (this.#kept?.key === key) return this.#kept.data;
    this.#kept = undefined;
    this.#loading = true;
    try {
      const data = await this.#fetch(settings, site, control, announcer);
      this.#kept = { key, data };
      return data;
    } finally {
      this.#loading = false;
    }
  }

  /** Keeps small generated data that a run will probably ask for. */
  async foresee(settings: DataSettings): Promise<void> {
    const key = dataKey(settings);
    const { trainingSize } = DATASETS[settings.dataset].controls;
    if (!trainingSize || settings.size > FORESEEN_EXAMPLES || this.#kept?.key === key) return;
    try {
      const data = await this.#tools.loadDataset(settings, '', new AbortController().signal, () => undefined);
      if (!this.#loading) this.#kept = { key, data };
    } catch {
      // The run itself will say what is wrong with its data.
    }
  }

  async #fetch(
    settings: DataSettings,
    site: string,
    control: Control,
    announcer: Announcer,
  ): Promise<LoadedData> {
    const { loadDataset, now } = this.#tools;
    const drawn = DATASETS[settings.dataset].controls.trainingSize;
    const expectedMs = drawn ? settings.size * (1 + settings.validationShare) * DRAW_MS : UNPACK_MS;
    const say = (receivedBytes: number, totalBytes: number | undefined, detail: string): void =>
      announcer.say({ name: 'loading-data', receivedBytes, totalBytes, detail }, expectedMs, undefined);
    say(0, undefined, DATASETS[settings.dataset].name);
    await control.guard(this.#tools.yieldToEvents());
    const stall = this.#watchStall(control);
    let latest: LoadProgress | undefined;
    let said = now();
    let later: (() => void) | undefined;
    const tell = (): void => {
      later = undefined;
      said = now();
      if (latest) say(latest.receivedBytes, latest.totalBytes, latest.detail);
    };
    try {
      return await control.guard(
        loadDataset(settings, site, control.signal, (progress) => {
          if (control.reason) return;
          stall.reset();
          latest = progress;
          const waitMs = said + PROGRESS_MS - now();
          if (waitMs <= 0) {
            later?.();
            tell();
          }
          // The last word before a stall is told as well.
          else later ??= this.#tools.after(waitMs, () => tell());
        }),
      );
    } finally {
      later?.();
      stall.end();
    }
  }

  /** Counts seconds rather than reading the clock: a machine that slept has not stalled. */
  #watchStall(control: Control): { reset(): void; end(): void } {
    let seconds = 0;
    const tick = (): void => {
      if (++seconds >= STALL_SECONDS)
        control.end(
          new Fault({
            code: 'offline',
            message: `The download stalled: not a byte came for ${STALL_SECONDS} seconds.`,
            advice: 'Retry, or use digits instead: they are drawn here and need no download.',
          }),
        );
      else cancel = this.#tools.after(1000, tick);
    };
    let cancel = this.#tools.after(1000, tick);
    return {
      reset: () => {
        seconds = 0;
      },
      end: () => cancel(),
    };
  }
}

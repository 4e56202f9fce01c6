/** What page and training worker say to each other, noted beside the real thing. */
import type { Page } from '@playwright/test';
import type { Command, Event } from '../../../src/worker/protocol.ts';

interface Notes {
  /** Updates already done where each run was resumed; null where it began anew. */
  resumedAt: (number | null)[];
  /** Where the run was, by every frame of metrics. */
  frames: { update: number; seconds: number; at: number }[];
}

type Noting = typeof globalThis & { notes: Notes };

/** To be called before the page opens. */
export async function takeNotes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notes: Notes = { resumedAt: [], frames: [] };
    (globalThis as Noting).notes = notes;
    const heard = new WeakSet<Worker>();
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, command: Command, ...rest: unknown[]) {
      if (!heard.has(this))
        this.addEventListener('message', ({ data }: MessageEvent<Event>) => {
          if (data.type !== 'metrics') return;
          const { update, seconds } = data.position;
          notes.frames.push({ update, seconds, at: Date.now() });
        });
      heard.add(this);
      if (command.type === 'start') notes.resumedAt.push(command.resumeFrom?.position.update ?? null);
      (postMessage as (...args: unknown[]) => void).call(this, command, ...rest);
    };
  });
}

export const notesOf = (page: Page): Promise<Notes> => page.evaluate(() => (globalThis as Noting).notes);

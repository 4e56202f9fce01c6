/** Answers `preview` commands; a newer one, or `cancel`, ends the one before without an answer. */
import type { DataSettings } from '../datasets/dataset.ts';
import { sentenceOf } from '../experiment/reason.ts';
import { buffersIn, previewOf } from './looks.ts';
import type { Post } from './outbox.ts';
import type { Command } from './protocol.ts';
import type { LoadedData } from './tools.ts';

export type PreviewCommand = Extract<Command, { type: 'preview' | 'cancel' }>;

export interface PreviewTools {
  post: Post;
  load(settings: DataSettings, site: string, signal: AbortSignal): Promise<LoadedData | undefined>;
}

export function createPreviews({ post, load }: PreviewTools): { receive(command: PreviewCommand): void } {
  let current: { requestId: number; abort: AbortController } | undefined;

  async function answer(
    { requestId, settings, site }: Extract<PreviewCommand, { type: 'preview' }>,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const data = await load(settings, site, signal);
      if (signal.aborted) return;
      const preview = data && previewOf(data.dataset);
      post(
        { type: 'preview', requestId, preview, notes: data?.notes ?? [] },
        preview ? buffersIn(preview) : [],
      );
    } catch (reason) {
      if (signal.aborted) return;
      post({ type: 'preview-failed', requestId, message: sentenceOf(reason) });
    }
  }

  return {
    receive(command) {
      if (command.type === 'cancel' && current?.requestId !== command.requestId) return;
      current?.abort.abort();
      current = undefined;
      if (command.type === 'cancel') return;
      const abort = new AbortController();
      current = { requestId: command.requestId, abort };
      void answer(command, abort.signal);
    },
  };
}

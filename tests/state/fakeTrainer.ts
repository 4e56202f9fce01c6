import type { Checkpoint, Preview, Until } from '../../src/worker/protocol.ts';
import type { RunEvent, Trainer } from '../../src/worker/client/trainer.ts';

export interface FakeTrainer extends Trainer {
  calls: string[];
  emit(event: RunEvent): void;
  keep(runId: string, checkpoint: Checkpoint): void;
  answer: () => Promise<{ preview: Preview | undefined; notes: string[] }>;
}

/** A trainer that records what it is told and says what a test wants. */
export function fakeTrainer(): FakeTrainer {
  const listeners = new Set<(event: RunEvent) => void>();
  const kept = new Map<string, Checkpoint>();
  const calls: string[] = [];
  const log = (text: string): void => void calls.push(text);
  const trainer: FakeTrainer = {
    calls,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    keep: (runId, checkpoint) => void kept.set(runId, checkpoint),
    answer: () => Promise.resolve({ preview: undefined, notes: [] }),
    start: (runId, config, until: Until, resumeFrom) =>
      log(
        `start ${runId} B=${config.batchSize} ${until}${resumeFrom ? ` from ${resumeFrom.position.update}` : ''}`,
      ),
    pause: () => log('pause'),
    resume: (until) => log(`resume ${until}`),
    stop: () => log('stop'),
    retune: (change) => log(`retune ${JSON.stringify(change)}`),
    preview: () => trainer.answer(),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    checkpoint: (runId) => kept.get(runId),
    forget: (runId) => log(`forget ${runId}`),
    dispose: () => log('dispose'),
  };
  return trainer;
}

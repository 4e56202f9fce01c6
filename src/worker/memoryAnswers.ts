/** Answers questions about memory, one after another; the code for it comes with the first. */
import type { Post } from './outbox.ts';
import type { ProbeEngine } from './memoryProbe.ts';
import type { Command } from './protocol.ts';
import type { SessionTools } from './tools.ts';

export type MemoryCommand = Extract<Command, { type: 'probe' | 'describe' }>;

export interface MemoryAnswersTools {
  post: Post;
  startEngine: SessionTools['startEngine'];
}

export function createMemoryAnswers({ post, startEngine }: MemoryAnswersTools): {
  receive(command: MemoryCommand): void;
} {
  let engine: { take: ProbeEngine; discard(): void } | undefined;
  let before = Promise.resolve();

  const answer = async (command: MemoryCommand): Promise<void> => {
    const { requestId } = command;
    if (command.type === 'describe') {
      const { deviceFacts } = await import('../engine/select.ts');
      return post({ type: 'described', requestId, device: await deviceFacts() });
    }
    const { createProbeEngine, probeMemory } = await import('./memoryProbe.ts');
    engine ??= createProbeEngine(startEngine);
    const probed = await probeMemory(command.config, command.predictedBytes, engine.take);
    if (!probed.fits && probed.lost) engine.discard();
    post({ type: 'probed', requestId, probed });
  };

  return {
    receive(command) {
      before = before.then(() => answer(command));
    },
  };
}

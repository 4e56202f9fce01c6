/** One update, really made under a limit in a worker of its own. */
import { useEffect, useRef, useState } from 'react';
import type { ExperimentConfig } from '../../../experiment/config.ts';
import { sentenceOf } from '../../../experiment/reason.ts';
import { createMemoryProber, type MemoryProber } from '../../../worker/client/memoryProber.ts';
import { startWorker } from '../../../worker/client/workerLine.ts';
import type { Probed } from '../../../worker/protocol.ts';
import { bytesAt } from './memorySetup.ts';

export type ProbeState =
  | { status: 'idle' }
  | { status: 'running' }
  | { status: 'done'; config: ExperimentConfig; probed: Probed }
  | { status: 'failed'; config: ExperimentConfig; message: string };

export interface Probe {
  state: ProbeState;
  run(config: ExperimentConfig): Promise<void>;
  forget(): void;
}

const IDLE: ProbeState = { status: 'idle' };

export function useProbe(): Probe {
  const [state, setState] = useState<ProbeState>(IDLE);
  const prober = useRef<MemoryProber>(undefined);
  const turn = useRef(0);
  useEffect(() => () => prober.current?.dispose(), []);
  return {
    state,
    async run(config) {
      prober.current ??= createMemoryProber(startWorker);
      const own = ++turn.current;
      const tell = (next: ProbeState): void => {
        if (own === turn.current) setState(next);
      };
      tell({ status: 'running' });
      try {
        tell({ status: 'done', config, probed: await prober.current.probe(config, bytesAt(config)) });
      } catch (reason) {
        tell({
          status: 'failed',
          config,
          message: sentenceOf(reason),
        });
      }
    },
    forget() {
      turn.current++;
      setState(IDLE);
    },
  };
}

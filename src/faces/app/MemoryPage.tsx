import { useMemo } from 'react';
import { createMemory, type Memory } from '../../state/memory.ts';
import { MemoryContext } from '../../state/memoryHooks.ts';
import type { Explorer } from '../../state/explorer.ts';
import { useExplorer } from '../../state/hooks.ts';
import { SettingsPanel } from '../../ui/panels/SettingsPanel.tsx';
import { MemoryBody } from '../../ui/memory/MemoryBody.tsx';
import { useMedia } from '../../ui/media.ts';
import { createMemoryProber } from '../../worker/client/memoryProber.ts';
import { startWorker } from '../../worker/client/workerLine.ts';
import { goTo } from './address.ts';
import { SettingsSheet } from './SettingsSheet.tsx';

/** Made at the first visit and kept, so that measurements are still there at the next. */
let memory: Memory | undefined;

/** The limit is set beside the chart. */
const ELSEWHERE = ['memoryLimit'] as const;

/** Milliseconds that a step of the search stays before the next. */
const STEP_MS = 180;

const startMemory = (explorer: Explorer): Memory =>
  createMemory({
    prober: createMemoryProber(startWorker),
    settings: explorer.validConfig,
    pause: () =>
      new Promise((resolve) => {
        const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
        setTimeout(resolve, still ? 0 : STEP_MS);
      }),
  });

/** The button that was pressed goes with its page: the focus goes on to what pauses the run that it began. */
const focusTransport = (): void => document.querySelector<HTMLElement>('.transport button')?.focus();

export function MemoryPage() {
  const explorer = useExplorer();
  const own = useMemo(() => (memory ??= startMemory(explorer)), [explorer]);
  const narrow = useMedia('(max-width: 900px)');
  return (
    <MemoryContext value={own}>
      {!narrow && (
        <aside aria-label="Settings">
          <SettingsPanel without={ELSEWHERE} />
        </aside>
      )}
      <main>
        {narrow && <SettingsSheet without={ELSEWHERE} />}
        <MemoryBody
          onTrain={(batchSize, engine) => {
            own.cancel();
            explorer.edit('batchSize', String(batchSize));
            explorer.edit('engine', engine);
            goTo('train');
            explorer.train('end');
            requestAnimationFrame(focusTransport);
          }}
        />
      </main>
    </MemoryContext>
  );
}

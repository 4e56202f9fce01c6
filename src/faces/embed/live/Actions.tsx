/** The row of buttons: what can be done now. */
import type { SweepSpec } from '../../../experiment/sweep.ts';
import { encodeSweepLink } from '../../../experiment/sweepUrl.ts';
import type { EmbedAppProps } from './EmbedApp.tsx';
import type { SweepTrainerState } from '../../../state/sweepTrainer.ts';

interface ActionsProps extends EmbedAppProps {
  state: SweepTrainerState;
  spec: SweepSpec | undefined;
  /** The panel of batch sizes is open. */
  sizes: boolean;
  onRun(): void;
  onSizes(): void;
}

export function Actions({ look, setup, trainer, state, spec, sizes, onRun, onSizes }: ActionsProps) {
  const { phase } = state;
  const shown = (part: 'run' | 'sizes' | 'open'): boolean => !look.hide.has(part);
  const busy = phase === 'running' || phase === 'waiting' || phase === 'paused' || phase === 'away';
  const href = new URL(`./?${spec ? encodeSweepLink(spec, setup?.preset) : ''}`, document.baseURI).href;
  return (
    <div className="actions">
      {shown('run') && !busy && !sizes && (
        <button type="button" className="primary" disabled={!spec} onClick={onRun}>
          {phase === 'done' || phase === 'failed' ? 'Run again' : 'Run it here'}
        </button>
      )}
      {phase === 'paused' && (
        <button type="button" className="primary" onClick={() => trainer.goOn()}>
          Go on
        </button>
      )}
      {(phase === 'running' || phase === 'waiting') && (
        <button type="button" className="plain" onClick={() => trainer.pause()}>
          Pause
        </button>
      )}
      {busy && (
        <button type="button" className="plain" onClick={() => trainer.cancel()}>
          Stop
        </button>
      )}
      {shown('run') && shown('sizes') && !busy && (
        <button type="button" className="plain" aria-expanded={sizes} onClick={onSizes}>
          Batch sizes
        </button>
      )}
      {shown('open') && (
        <a className="open" target="_blank" rel="noopener" href={href}>
          Open in Batchscope
        </a>
      )}
    </div>
  );
}

import { remediesOf, type Remedy } from '../../experiment/remedies.ts';
import { memoryLimitOf } from '../../experiment/memoryLimit.ts';
import { formatNumber } from '../../experiment/format.ts';
import { useExplorer } from '../../state/hooks.ts';
import type { RunRecord } from '../../state/store.ts';

/** A run out of memory: what can be done about it, each with its cost, one click each. */
export function OutOfMemory({ run }: { run: RunRecord }) {
  const explorer = useExplorer();
  const now = { ...run.config, batchSize: run.batchSize, learningRate: run.learningRate };
  const engine = run.engine?.got ?? 'cpu';
  const remedies = remediesOf(now, engine, run.error?.fits);
  const worked = Math.max(
    0,
    ...explorer.store
      .getState()
      .runs.filter((r) => r.id !== run.id && r.status === 'finished' && sameTask(r, run))
      .map((r) => r.batchSize),
  );
  if (remedies.length === 0 && run.error?.code === 'context-lost') return null;
  if (remedies.length === 0)
    return (
      <p>
        {memoryLimitOf(now, engine)?.of === 'settings'
          ? 'Nothing here would fit under this limit: raise it under “More settings”.'
          : 'Choose a smaller model.'}
      </p>
    );
  return (
    <>
      {run.error?.code === 'context-lost' && <p>If it was memory, this needs less:</p>}
      <ul className="remedies">
        {remedies.map((remedy) => (
          <li key={remedy.id}>
            <button type="button" className="plain" onClick={() => take(remedy)}>
              {remedy.label}
            </button>
            <span>{remedy.cost}</span>
          </li>
        ))}
      </ul>
      {worked > 0 && worked < run.batchSize && (
        <p>Batch size {formatNumber(worked)} was the largest that worked here before.</p>
      )}
    </>
  );

  function take({ change, goesOn }: Remedy): void {
    if (goesOn && explorer.canResume(run.id)) explorer.resumeRun(run.id, change);
    else {
      explorer.adopt({ ...now, ...change });
      explorer.train('end');
    }
  }
}

const sameTask = (a: RunRecord, b: RunRecord): boolean =>
  a.config.dataset === b.config.dataset &&
  a.config.model === b.config.model &&
  a.engine?.got === b.engine?.got;

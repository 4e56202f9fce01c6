import { describeDifferences, differences } from '../../experiment/differences.ts';
import { useDraftReading, useExplorer } from '../../state/hooks.ts';
import type { RunRecord } from '../../state/store.ts';

/** What waits for the next run while another is under way, and what of it can be applied now. */
export function Prepared({ active }: { active: RunRecord }) {
  const explorer = useExplorer();
  const { config, errors } = useDraftReading();
  if (Object.keys(errors).length > 0) return null;
  const now = { ...active.config, batchSize: active.batchSize, learningRate: active.learningRate };
  const changed = differences(now, config);
  if (changed.length === 0) return null;
  const applicable = changed.every((d) => d.key === 'batchSize' || d.key === 'learningRate');
  return (
    <p className="apply-now">
      <span>
        Prepared for the next run: <b>{describeDifferences(changed)}</b>
      </span>
      {applicable && (
        <button
          type="button"
          className="plain"
          title="Changes this run from its next update on; a run changed midway is not ranked"
          onClick={() => explorer.applyNow()}
        >
          Apply now
        </button>
      )}
    </p>
  );
}

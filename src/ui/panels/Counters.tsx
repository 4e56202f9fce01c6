import { formatDuration, formatNumber } from '../../experiment/format.ts';
import { updatesPerEpoch } from '../../science/batch.ts';
import { useActiveRun, useDraftReading, useFocusedRun, useSeries } from '../../state/hooks.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { Term } from '../controls/Tip.tsx';

/** Where the run is: epoch, update, examples seen, training time, time per update. */
export function Counters() {
  const active = useActiveRun();
  const focused = useFocusedRun();
  const { config } = useDraftReading();
  const run = focused ?? active;
  const live = useSeries(run?.id, 200)?.live;
  const settings = run?.config ?? config;
  const examples = run?.trainingCount ?? trainingCount(config);
  const planned =
    settings.epochs * updatesPerEpoch(examples, Math.min(settings.batchSize, examples), settings.remainder);
  const position = live?.position;
  const epoch = Math.min(
    settings.epochs,
    Math.floor(position?.epoch ?? 0) + (position && position.epoch % 1 > 0 ? 1 : 0),
  );
  return (
    <div className="counters">
      <span>
        <Term name="epoch">epoch</Term> <b>{formatNumber(epoch)}</b> of {formatNumber(settings.epochs)}
      </span>
      <span>
        <Term name="update">update</Term> <b>{formatNumber(position?.update ?? 0)}</b>
        {run?.retuned ? '' : ` of ${formatNumber(planned)}`}
      </span>
      <span>
        <Term name="examplesSeen">examples seen</Term> <b>{formatNumber(position?.examples ?? 0)}</b>
      </span>
      <span>
        <Term name="trainingTime">training time</Term>{' '}
        <b>{formatDuration(1000 * (position?.seconds ?? 0))}</b>
      </span>
    </div>
  );
}

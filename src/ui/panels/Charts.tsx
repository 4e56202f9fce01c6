import { useExplorer, useExplorerState } from '../../state/hooks.ts';
import type { XAxis } from '../../state/store.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { part } from '../part.ts';
import { ChartCard } from './ChartCard.tsx';
import './cards.css';
import './charts.css';

const LossChart = part(async () => (await import('./LiveCharts.tsx')).LossChart);
const AccuracyChart = part(async () => (await import('./LiveCharts.tsx')).AccuracyChart);

const AXES: readonly { value: XAxis; label: string }[] = [
  { value: 'update', label: 'update' },
  { value: 'epoch', label: 'epoch' },
  { value: 'examples', label: 'examples' },
  { value: 'seconds', label: 'seconds' },
];

/** Over what both charts are drawn, and whether their axes are logarithmic. */
export function AxisSwitch() {
  const { store } = useExplorer();
  const axis = useExplorerState((s) => s.axis);
  const logX = useExplorerState((s) => s.logX);
  const logLoss = useExplorerState((s) => s.logLoss);
  return (
    <div className="axis-switch">
      <Segmented
        name="Horizontal axis"
        value={axis}
        options={AXES}
        onChange={(next) => store.setState({ axis: next })}
      />
      <label>
        <input type="checkbox" checked={logX} onChange={(e) => store.setState({ logX: e.target.checked })} />{' '}
        log x
      </label>
      <label>
        <input
          type="checkbox"
          checked={logLoss}
          onChange={(e) => store.setState({ logLoss: e.target.checked })}
        />{' '}
        log y
      </label>
    </div>
  );
}

/** Loss and accuracy of all kept runs. */
export function LiveCharts() {
  return (
    <>
      <section className="card chart" aria-label="Loss">
        <ChartCard what="The loss chart">
          <LossChart />
        </ChartCard>
      </section>
      <section className="card chart" aria-label="Accuracy">
        <ChartCard what="The accuracy chart">
          <AccuracyChart />
        </ChartCard>
      </section>
    </>
  );
}

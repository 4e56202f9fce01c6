import type { SweepData } from '../../experiment/sweep.ts';
import { ENGINE_LABELS } from '../../experiment/engineLabels.ts';
import { useCompare } from '../../state/compareHooks.ts';

/** Buttons that time the updates of a speed sweep on what else this browser offers. */
export function MoreEngines({ data }: { data: SweepData }) {
  const compare = useCompare();
  const more = data.spec.kind === 'speed' ? (data.offers ?? []).filter(({ timed }) => !timed) : [];
  return more.map(({ engine, device, software }) => (
    <button
      key={engine}
      type="button"
      className="plain"
      title={device}
      onClick={() => void compare.measureOn(engine)}
    >
      Measure {ENGINE_LABELS[engine]} too{software && ' (software, slow)'}
    </button>
  ));
}

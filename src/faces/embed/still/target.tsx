import { TargetChart } from '../../../ui/charts/compare/TargetChart.tsx';
import { StillSize } from '../../../ui/charts/useSize.ts';
import { givePart } from '../parts.ts';
import { markupOf } from './react.ts';
import { stillLook } from './still.ts';

/** Updates need no times. */
const NO_TIMES = { at: () => undefined, along: () => undefined };

givePart('target', (recording, choice) => {
  const { figure } = recording;
  if (figure.kind !== 'target') return '';
  return markupOf(
    <StillSize value={choice}>
      <TargetChart
        {...stillLook(recording, choice)}
        view={figure.view}
        unit="updates"
        times={NO_TIMES}
        budget={figure.budget}
      />
    </StillSize>,
  );
});

import { NoiseChart } from '../../../ui/charts/compare/NoiseChart.tsx';
import { StillSize } from '../../../ui/charts/useSize.ts';
import { givePart } from '../parts.ts';
import { markupOf } from './react.ts';
import { stillLook } from './still.ts';

givePart('noise', (recording, choice) => {
  const { figure } = recording;
  if (figure.kind !== 'noise') return '';
  return markupOf(
    <StillSize value={choice}>
      <NoiseChart {...stillLook(recording, choice)} axis="examples" view={figure.view} />
    </StillSize>,
  );
});

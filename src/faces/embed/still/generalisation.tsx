import { GeneralisationChart } from '../../../ui/charts/compare/GeneralisationChart.tsx';
import { StillSize } from '../../../ui/charts/useSize.ts';
import { givePart } from '../parts.ts';
import { markupOf } from './react.ts';
import { stillLook } from './still.ts';

givePart('generalisation', (recording, choice) => {
  const { figure } = recording;
  if (figure.kind !== 'generalisation') return '';
  return markupOf(
    <StillSize value={choice}>
      <GeneralisationChart
        {...stillLook(recording, choice)}
        quantity="accuracy"
        points={figure.view.points}
      />
    </StillSize>,
  );
});

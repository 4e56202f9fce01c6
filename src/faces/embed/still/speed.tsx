import { SpeedChart } from '../../../ui/charts/compare/SpeedChart.tsx';
import { StillSize } from '../../../ui/charts/useSize.ts';
import { givePart } from '../parts.ts';
import { markupOf } from './react.ts';
import { stillLook } from './still.ts';

givePart('speed', (recording, choice) => {
  const { figure } = recording;
  if (figure.kind !== 'speed') return '';
  return markupOf(
    <StillSize value={choice}>
      <SpeedChart {...stillLook(recording, choice)} quantity="updateMs" view={figure.view} />
    </StillSize>,
  );
});

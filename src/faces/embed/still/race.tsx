import { RacePlot } from '../../../ui/charts/compare/RacePlot.tsx';
import { StillSize } from '../../../ui/charts/useSize.ts';
import { givePart } from '../parts.ts';
import { markupOf } from './react.ts';
import { stillLook } from './still.ts';

givePart('race', (recording, choice) => {
  const { figure } = recording;
  if (figure.kind !== 'race') return '';
  const { axis, share } = choice;
  return markupOf(
    <StillSize value={choice}>
      <RacePlot
        {...stillLook(recording, choice)}
        view={figure.axes[axis].view}
        scrub={share}
        logX={axis === 'updates'}
        logY={false}
      />
    </StillSize>,
  );
});

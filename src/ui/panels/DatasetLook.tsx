import type { DatasetInfo } from '../../experiment/data.ts';
import type { Preview } from '../../worker/protocol.ts';
import { Picture } from './Picture.tsx';
import { PointsPlot } from './PointsPlot.tsx';

const SHOWN = 10;

interface DatasetLookProps {
  look: Preview;
  info: DatasetInfo;
}

/** A few of a dataset's examples, drawn. */
export function DatasetLook({ look, info: { name, kind } }: DatasetLookProps) {
  if (look.kind === 'pictures')
    return (
      <div className="thumbnails" role="img" aria-label={`Pictures of ${name}`}>
        {Array.from({ length: Math.min(SHOWN, look.count) }, (_, i) => (
          <Picture key={i} pictures={look} index={i} />
        ))}
      </div>
    );
  if (kind !== 'numbers')
    return <PointsPlot points={look} label={`The points of ${name}, a mark and colour for each class`} />;
  return (
    <figure className="answers">
      <PointsPlot points={look} diagonal label={`y against x · w* of ${look.count} examples of ${name}`} />
      <figcaption className="hint">Up: y. Right: x · w*. Without noise all would lie on the line.</figcaption>
    </figure>
  );
}

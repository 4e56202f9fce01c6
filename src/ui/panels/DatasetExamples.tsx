import type { DatasetInfo } from '../../experiment/data.ts';
import type { Preview } from '../../worker/protocol.ts';
import { Picture } from './Picture.tsx';
import { PointsPlot } from './PointsPlot.tsx';

const SHOWN = 10;

interface DatasetExamplesProps {
  preview: Preview;
  info: DatasetInfo;
}

/** A few of a dataset's examples, drawn. */
export function DatasetExamples({ preview, info: { name, kind } }: DatasetExamplesProps) {
  if (preview.kind === 'pictures')
    return (
      <div className="thumbnails" role="img" aria-label={`Pictures of ${name}`}>
        {Array.from({ length: Math.min(SHOWN, preview.count) }, (_, i) => (
          <Picture key={i} pictures={preview} index={i} />
        ))}
      </div>
    );
  if (kind !== 'numbers')
    return <PointsPlot points={preview} label={`The points of ${name}, a mark and colour for each class`} />;
  return (
    <figure className="answers">
      <PointsPlot
        points={preview}
        diagonal
        label={`y against x · w* of ${preview.count} examples of ${name}`}
      />
      <figcaption className="hint">Up: y. Right: x · w*. Without noise all would lie on the line.</figcaption>
    </figure>
  );
}

import { formatPercent } from '../../experiment/format.ts';
import type { Insight } from '../../worker/protocol.ts';
import { Picture } from './Picture.tsx';
import { PointsPlot } from './PointsPlot.tsx';

interface InsightViewProps {
  insight: Insight;
  /** Of the classes. */
  names: string[];
}

/** What the network says of a few validation examples, drawn. */
export function InsightView({ insight, names }: InsightViewProps) {
  switch (insight.kind) {
    case 'pictures':
      return <PictureGrid insight={insight} names={names} />;
    case 'answers':
      return (
        <figure className="answers">
          <PointsPlot
            points={insight.preview}
            diagonal
            label={`Targets of ${insight.preview.count} validation examples against the model’s answers`}
          />
          <figcaption className="hint">Up: target. Right: the model’s answer.</figcaption>
        </figure>
      );
    case 'regions':
      return (
        <PointsPlot
          points={insight.preview}
          regions={insight}
          label={`Decision regions of the network under the points; ${names.length} classes, each with a colour and a mark of its own`}
        />
      );
    default:
      return insight satisfies never;
  }
}

function PictureGrid({ insight, names }: { insight: Insight & { kind: 'pictures' }; names: string[] }) {
  const { preview, predicted, confidence } = insight;
  const items = Array.from({ length: preview.count }, (_, i) => i);
  const right = items.filter((i) => predicted[i] === preview.labels[i]).length;
  return (
    <>
      <p className="visually-hidden">
        {right} of these {preview.count} right.
      </p>
      <ul className="pictures">
        {items.map((i) => {
          const ok = predicted[i] === preview.labels[i];
          const said = names[predicted[i]];
          const truth = names[preview.labels[i]];
          const words = `${ok ? 'Right' : 'Wrong'}: ${truth} read as ${said}, ${formatPercent(confidence[i], 0)} sure`;
          return (
            <li key={i} className={ok ? '' : 'wrong'} title={words}>
              <Picture pictures={preview} index={i} />
              <span aria-hidden="true">{shortName(said)}</span>
              <span className="visually-hidden">{words}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

const shortName = (name: string): string => (name.length > 5 ? `${name.slice(0, 4)}.` : name);

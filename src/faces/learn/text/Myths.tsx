import type { Anatomy } from '../../../state/anatomy.ts';
import { Recorded } from '../parts/Numbers.tsx';
import { NoiseMyth } from '../figures/NoiseMyth.tsx';
import { PowersMyth } from '../figures/PowersMyth.tsx';

/** Three sayings, two tested by the reader and one by a recording. */
export function Myths({ anatomy }: { anatomy: Anatomy }) {
  return (
    <>
      <h3 id="myths">Three myths, tested</h3>
      <article className="myth">
        <h4>“Powers of two are faster.”</h4>
        <p>
          Hardware likes its numbers in groups, and some sizes fill the groups better. But a batch size is
          only one side of the tables that are multiplied. Time three neighbours on your own machine.
        </p>
        <PowersMyth />
      </article>
      <article className="myth">
        <h4>“A larger batch always finishes sooner.”</h4>
        <p>
          Only while it saves more updates than each of them costs more. Recorded: batch size{' '}
          <Recorded fact="targetFastest" /> was at <Recorded fact="targetLevel" /> after{' '}
          <Recorded fact="targetMsFastest" /> of updates, batch size <Recorded fact="targetMost" /> after{' '}
          <Recorded fact="targetMsMost" />. One processor core is soon busy, so more examples cost more time.
          On a machine with much idle hardware the turning point lies higher, but there is one.
        </p>
      </article>
      <article className="myth">
        <h4>“Doubling the batch halves the noise.”</h4>
        <p>
          It halves the variance. The typical distance of a batch’s gradient from the full one is a square
          root of that, so it falls by less. The points of the first figure can tell.
        </p>
        <NoiseMyth anatomy={anatomy} />
      </article>
    </>
  );
}

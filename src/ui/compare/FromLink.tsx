import type { SweepData } from '../../experiment/sweep.ts';
import { useCompare } from '../../state/compareHooks.ts';
import { heldSentence } from '../../sweep/analyse/held.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** Says that the results came with a link, what of them did not, and offers to check them. */
export function FromLink({ createdAt, notes }: { createdAt: number; notes: readonly string[] }) {
  const compare = useCompare();
  return (
    <section className="notice" aria-label="From a link">
      <p>
        <b>From a link: recorded elsewhere on {day.format(createdAt)}, thinned.</b>
      </p>
      <button type="button" className="plain" onClick={() => compare.rerun()}>
        Re-run here
      </button>
      {notes.length > 0 && (
        <details>
          <summary>What is not in it</summary>
          {notes.join(' ')}
        </details>
      )}
    </section>
  );
}

/** Whether the results of a link hold here, as far as its runs have been made again. */
export function Held({ data, done }: { data: SweepData; done: boolean }) {
  const reference = useCompare().reference();
  if (!reference) return null;
  return (
    <p className="setup held" role="status">
      {heldSentence(reference, data, done)}
    </p>
  );
}

import { useCompare, useCompareState } from '../../state/compareHooks.ts';
import type { SweepSummary } from '../../sweep/keep.ts';
import { savedNames } from './savedNames.ts';
import './savedSweeps.css';

const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Earlier sweeps in this browser's storage, and what is not kept there. */
export function SavedSweeps() {
  const saved = useCompareState((s) => s.saved);
  const notKept = useCompareState((s) => s.notKept);
  if (saved.length === 0) return notKept === undefined ? null : <NotKept why={notKept} />;
  const names = savedNames(saved);
  return (
    <section className="saved" aria-labelledby="saved-title">
      <h2 id="saved-title">Earlier comparisons</h2>
      {notKept !== undefined && <NotKept why={notKept} />}
      <ul>
        {saved.map((one, i) => (
          <Saved key={one.id} one={one} name={names[i]} />
        ))}
      </ul>
    </section>
  );
}

/** Says that what is trained here is forgotten with the page. */
export function NotKept({ why }: { why: string }) {
  return (
    <p className="notice" role="status">
      {why}
    </p>
  );
}

function Saved({ one, name }: { one: SweepSummary; name: string }) {
  const compare = useCompare();
  return (
    <li>
      <button type="button" className="link" onClick={() => void compare.open(one.id)}>
        {name}
      </button>
      <span className="saved-state">
        {when.format(one.createdAt)}
        {!one.complete && ` — not finished, ${one.done} of ${one.runs} done`}
      </span>
      <button type="button" className="link" onClick={() => void compare.remove(one.id)}>
        Delete<span className="visually-hidden"> {name}</span>
      </button>
    </li>
  );
}

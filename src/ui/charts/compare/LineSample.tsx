/** A piece of a line with its mark, for a key. */
import { dashOf, markPath } from './paths.ts';

export function LineSample({ index }: { index: number }) {
  const dash = dashOf(index);
  return (
    <svg className="cmp-sample" width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">
      <path d="M0 6H30" strokeWidth="1.5" {...(dash ? { strokeDasharray: dash } : {})} />
      <path className="is-filled" d={markPath(index, 15, 6, 4)} />
    </svg>
  );
}

/** Every number of the text comes by one of these, so that it says where it is from. tests/faces/learn/numbers.test.tsx looks. */
import { formatNumber } from '../../../experiment/format.ts';
import { useLearn } from '../context.ts';
import { CITED, type CitedId } from '../cited.ts';
import { FACTS, type FactId } from '../facts.ts';
import { referenceOf, type ReferenceId } from '../references.ts';

interface ComputedProps {
  /** Worked out on the page; never a literal. */
  value: number;
  as?: (value: number) => string;
}

export const Computed = ({ value, as = formatNumber }: ComputedProps) => (
  <span className="number" data-number="computed">
    {as(value)}
  </span>
);

/** A text with numbers that is worked out on the page. */
export const ComputedText = ({ children }: { children: string }) => (
  <span data-number="computed">{children}</span>
);

/** A text with numbers that a recording holds. */
export const RecordedText = ({ children }: { children: string }) => (
  <span data-number="recorded">{children}</span>
);

/** A number of a recorded result; its tip says of which. */
export function Recorded({ fact }: { fact: FactId }) {
  const { recording: id, text } = FACTS[fact];
  const found = useLearn().recordings[id];
  const there = found !== undefined && found !== 'failed';
  const about = there
    ? `Recorded ${found.recordedAt.slice(0, 10)} on ${found.environment}: ${found.settings}`
    : 'The recorded result has not arrived.';
  return (
    <span className="number" data-number="recorded" data-fact={fact} title={about}>
      {there ? text(found) : '…'}
    </span>
  );
}

/** A number that somebody else reports. */
export const Cited = ({ number }: { number: CitedId }) => (
  <span className="number" data-number="cited" data-cited={number}>
    {CITED[number].text}
  </span>
);

/** A paper by its names and year, with a link to it. */
export function Cite({ id }: { id: ReferenceId }) {
  const { name, year, href } = referenceOf(id);
  return (
    <a className="cite" data-number="cited" href={href} rel="noreferrer" target="_blank">
      {name} {year}
    </a>
  );
}

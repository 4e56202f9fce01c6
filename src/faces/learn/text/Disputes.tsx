import { Cite, Cited } from '../parts/Numbers.tsx';
import { DISPUTES, type Side } from './disputes.ts';

/** What the field does not agree on, each claim with who supports and who doubts it. */
export function Disputes() {
  return (
    <div className="disputes">
      {DISPUTES.map(({ claim, supported, doubted }) => (
        <article key={claim} className="dispute">
          <h4>
            {claim} <span className="dispute-tag">active research</span>
          </h4>
          <dl>
            <dt>For</dt>
            <dd>
              <Sides sides={supported} />
            </dd>
            <dt>Against</dt>
            <dd>
              <Sides sides={doubted} />
            </dd>
          </dl>
        </article>
      ))}
    </div>
  );
}

function Sides({ sides }: { sides: readonly Side[] }) {
  return (
    <ul>
      {sides.map(({ by, says, number }) => (
        <li key={`${by ?? ''} ${says}`}>
          {by && <Cite id={by} />}
          {by && says && ': '}
          {says}
          {number && (
            <>
              {' '}
              <Cited number={number} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

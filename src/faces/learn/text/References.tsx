import { REFERENCE_IDS, referenceOf } from '../references.ts';

export function References() {
  return (
    <section id="references" className="learn-section" aria-labelledby="references-title">
      <h2 id="references-title">References</h2>
      <ul className="references" data-number="cited">
        {REFERENCE_IDS.map((id) => {
          const { name, year, title, href } = referenceOf(id);
          return (
            <li key={id}>
              {name} ({year}):{' '}
              <a href={href} rel="noreferrer" target="_blank">
                {title}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

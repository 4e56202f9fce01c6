import type { ReactNode } from 'react';

interface SectionProps {
  id: string;
  title: string;
  /** The query of the app's link to the experiment that the section is about. */
  explorer: string;
  children: ReactNode;
}

/** A section of the explanation, with a link to itself and one to its experiment in the app; on paper that is its address. */
export function Section({ id, title, explorer, children }: SectionProps) {
  const href = `./?${explorer}`;
  return (
    <section id={id} className="learn-section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {title}{' '}
        <a className="section-link" href={`#${id}`} aria-label={`Link to this section: ${title}`}>
          #
        </a>
      </h2>
      {children}
      <p className="section-open">
        <a href={href} data-address={new URL(href, document.baseURI).href}>
          Open this in the explorer<span className="visually-hidden">: {title}</span>
        </a>
      </p>
    </section>
  );
}

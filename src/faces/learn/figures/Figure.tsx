import type { ReactNode } from 'react';
import './figure.css';

interface FigureProps {
  id: string;
  title: string;
  /** What is trained, and how the picture is to be read. */
  caption: ReactNode;
  children: ReactNode;
}

export function Figure({ id, title, caption, children }: FigureProps) {
  return (
    <figure id={id} className="learn-figure" aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>{title}</h3>
      {children}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

import { useEffect } from 'react';
import type { Anatomy } from '../../state/anatomy.ts';
import { useLearn, useProgress } from './context.ts';
import { Choosing } from './text/Choosing.tsx';
import { Generalisation } from './text/Generalisation.tsx';
import { MemorySection } from './text/MemorySection.tsx';
import { References } from './text/References.tsx';
import { WhatItDoes } from './text/WhatItDoes.tsx';
import { WhatItIs } from './text/WhatItIs.tsx';
import './learn.css';
import './print.css';

const CONTENTS = [
  ['what', 'What batch size is'],
  ['effects', 'What larger and smaller do'],
  ['memory', 'Memory'],
  ['generalisation', 'Generalisation'],
  ['choosing', 'How to choose'],
] as const;

/** The explanation from top to bottom. */
export function LearnText({ anatomy }: { anatomy: Anatomy }) {
  const { recordings } = useLearn();
  const lost = Object.values(recordings).includes('failed');
  useArrival();
  return (
    <div className="learn">
      <header className="learn-head">
        <a className="learn-home" href="./">
          Batchscope
        </a>
        <nav aria-label="Pages">
          <a href="./">Train</a>
          <a href="./?view=compare">Compare</a>
          <a href="./?view=memory">Memory</a>
          <span aria-current="page">Learn</span>
          <a href="lecture.html">Lecture</a>
        </nav>
      </header>
      <main>
        <h1>What batch size does</h1>
        <p className="lead">
          One number of training a network, explained with networks that train in this page. Guess before you
          run; then see.
        </p>
        <nav className="contents" aria-label="On this page">
          <ol>
            {CONTENTS.map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <Kept />
        {lost && (
          <p className="learn-note" role="status">
            A recorded result did not arrive; its numbers are missing below. The text and what trains here go
            on.
          </p>
        )}
        <WhatItIs anatomy={anatomy} />
        <WhatItDoes anatomy={anatomy} />
        <MemorySection />
        <Generalisation />
        <Choosing />
        <References />
      </main>
      <footer className="learn-foot">
        <p>
          Everything here trains on the processor of your own machine; nothing leaves it. Go on in the{' '}
          <a href="./">explorer</a>.
        </p>
      </footer>
    </div>
  );
}

/** What is kept of the reader's answers, and where it can be forgotten. */
function Kept() {
  const { progress } = useLearn();
  const kept = useProgress((p) => p.kept);
  const some = useProgress((p) => Object.keys(p.guesses).length + Object.keys(p.checks).length > 0);
  if (!kept)
    return (
      <p className="learn-note" role="status">
        This browser keeps nothing for this page: your guesses and answers last until it closes.
      </p>
    );
  if (!some) return null;
  return (
    <p className="learn-note">
      Your guesses and answers are kept in this browser.{' '}
      <button type="button" className="link" onClick={() => progress.setState({ guesses: {}, checks: {} })}>
        Forget them
      </button>
    </p>
  );
}

/** A link to a section arrives before the section is there. */
function useArrival(): void {
  useEffect(() => {
    const id = location.hash.slice(1);
    if (id) document.getElementById(id)?.scrollIntoView();
  }, []);
}

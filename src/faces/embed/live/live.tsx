/** The part of an embed that trains: takes the frame over when the reader acts. */
import { createRoot } from 'react-dom/client';
import type { Recording } from '../../../recordings/recording.ts';
import { createSweepTrainer } from '../../../state/sweepTrainer.ts';
import { startInlinedLine } from '../../../worker/client/inlinedLine.ts';
import { startSweepWorker } from '../../../worker/client/sweepWorker.ts';
import type { Look } from '../params.ts';
import { givePart } from '../parts.ts';
import type { EmbedPort } from '../port.ts';
import type { Setup } from '../setup.ts';
import { chooseTheme } from '../../../ui/theme.ts';
import { EmbedApp } from './EmbedApp.tsx';
import './live.css';

export interface LiveStart {
  /** The frame's element, whose content is replaced. */
  root: HTMLElement;
  look: Look;
  /** What is to be trained; undefined where the link's results say it. */
  setup: Setup | undefined;
  recording: Recording | undefined;
  /** Results in the link's fragment. */
  packed: string | undefined;
  port: EmbedPort;
  first: 'run' | 'sizes' | 'results';
  /** On the address, for the reader. */
  notes: readonly string[];
}

export type StartLive = (start: LiveStart) => void;

givePart('live', (start) => {
  chooseTheme(start.look.theme, false);
  start.port.onTheme((wish) => chooseTheme(wish, false));
  const trainer = createSweepTrainer({
    permit: start.port,
    startWorker: () => startSweepWorker({ start: startInlinedLine }),
    cores: navigator.hardwareConcurrency,
    now: () => performance.now(),
    date: () => Date.now(),
  });
  new IntersectionObserver((entries) => {
    const last = entries.at(-1);
    if (last) trainer.seen(last.isIntersecting);
  }).observe(start.root);
  start.port.onScroll((on) => trainer.scrolled(on));
  addEventListener('pagehide', () => trainer.end());
  createRoot(start.root).render(<EmbedApp {...start} trainer={trainer} />);
});

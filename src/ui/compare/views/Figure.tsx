/** One figure of Compare: a question, the sentence that answers it, controls, the chart, notes, values, and saving. */
import { useContext, useId, useRef, useState, type ReactNode } from 'react';
import type { SweepSpec } from '../../../experiment/sweep.ts';
import { ValuesTable, type Values } from '../../charts/compare/ValuesTable.tsx';
import { DrawnLater } from '../../charts/useSize.ts';
import { figurePng, figureSvg, saveBlob } from '../exportChart.ts';
import { SaidContext } from '../said.ts';
import { byTask } from './sweepWords.ts';
import './views.css';
import './viewsNarrow.css';

interface FigureProps {
  /** File name of a saved picture, without its ending. */
  id: string;
  title: string;
  sentence: string;
  spec: SweepSpec;
  notes: readonly string[];
  controls?: ReactNode;
  legend?: ReactNode;
  /** Said in place of the charts. */
  empty?: string | undefined;
  values: () => readonly Values[];
  /** One line at the foot of a saved picture. */
  settings: string;
  /** The charts. */
  children: ReactNode;
  below?: ReactNode;
}

export function Figure(props: FigureProps) {
  const { title, sentence, spec, notes, controls, legend, empty, values, children, below } = props;
  const heading = useId();
  const said = useContext(SaidContext);
  const panels = useRef<HTMLDivElement>(null);
  const [begunEmpty] = useState(empty !== undefined);
  return (
    <section className="cmp-figure" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {controls && empty === undefined && <div className="cmp-controls">{controls}</div>}
      </header>
      {empty === undefined ? (
        <>
          {sentence !== said && <Sentence key={sentence} parts={byTask(sentence, spec)} />}
          {legend}
          <div className="cmp-panels" ref={panels}>
            <DrawnLater value={begunEmpty}>{children}</DrawnLater>
          </div>
          {below}
        </>
      ) : (
        <p className="cmp-empty">{empty}</p>
      )}
      {notes.length > 0 && (
        <ul className="cmp-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {empty === undefined && (
        <footer>
          <ValuesTable values={values} />
          <SavePicture {...props} panels={panels} />
        </footer>
      )}
    </section>
  );
}

/** More characters than these are folded on a phone and on a low laptop, so that the chart is not pushed out of sight. */
const LONG = 200;
const VERY_LONG = 360;

/** Keeps a number and its unit on one line. */
const unbroken = (text: string) => text.replace(/(\d) (ms|s|µs)\b/g, '$1\u00a0$2');

function Sentence({ parts }: { parts: readonly string[] }) {
  const [whole, setWhole] = useState(false);
  const { length } = parts.join(' ');
  const long = length > LONG;
  const much = `${length > VERY_LONG ? ' is-very-long' : ''}${parts.length > 1 ? ' is-of-tasks' : ''}`;
  const kind = long ? ` is-long${much}${whole ? '' : ' is-folded'}` : '';
  return (
    <div className={`cmp-said${kind}`}>
      <div className="cmp-sentence">
        {parts.map((part) => (
          <p key={part}>{unbroken(part)} </p>
        ))}
      </div>
      {long && (
        <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Less' : 'Read on'}
        </button>
      )}
    </div>
  );
}

function SavePicture(
  props: Pick<FigureProps, 'id' | 'title' | 'sentence' | 'settings'> & {
    panels: React.RefObject<HTMLDivElement | null>;
  },
) {
  const { id, title, sentence, settings, panels } = props;
  const [problem, setProblem] = useState<string>();
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    if (!panels.current) return;
    setProblem(undefined);
    try {
      const picture = figureSvg(panels.current, { title, sentence, settings });
      const blob =
        kind === 'svg' ? new Blob([picture.svg], { type: 'image/svg+xml' }) : await figurePng(picture);
      saveBlob(`batchscope-${id}.${kind}`, blob);
    } catch {
      setProblem('This browser could not make the picture.');
    }
  };
  return (
    <span className="cmp-save">
      {problem && <span role="alert">{problem}</span>}
      Save picture
      <button
        type="button"
        className="plain"
        aria-label="Save picture as SVG"
        onClick={() => void save('svg')}
      >
        SVG
      </button>
      <button
        type="button"
        className="plain"
        aria-label="Save picture as PNG"
        onClick={() => void save('png')}
      >
        PNG
      </button>
    </span>
  );
}

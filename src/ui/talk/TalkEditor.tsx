/** A talk to be changed: its scenes in order, a way back, and the talk as a file or a link. */
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Talk } from '../../experiment/talk.ts';
import { readTalk, TALK_LIMIT } from '../../experiment/talkFile.ts';
import { formatNumber } from '../../experiment/format.ts';
import { defaultTalk } from './defaultTalk.ts';
import { canAdd, canDelete, changed, deleted, duplicated, moved, withWords } from './edits.ts';
import { SceneFields } from './SceneFields.tsx';
import { TalkFiles } from './TalkFiles.tsx';
import './talkEditor.css';

export interface TalkEditorProps {
  talk: Talk;
  onChange(talk: Talk): void;
  /** Why the talk is not kept in this browser, if so. */
  notKept?: string | undefined;
}

/** Changes that can be taken back. */
const MOST_BACK = 50;

export function TalkEditor({ talk, onChange, notKept }: TalkEditorProps) {
  const [back, setBack] = useState<readonly Talk[]>([]);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<string>();
  const [over, setOver] = useState(false);
  const list = useRef<HTMLOListElement>(null);

  const typed = useRef<string>(undefined);

  /** `field`: where it is typed; typing goes back as a whole. */
  const change = (next: Talk, what: string, field?: string): void => {
    if (next === talk) return;
    if (field === undefined || field !== typed.current)
      setBack((before) => [...before, talk].slice(-MOST_BACK));
    typed.current = field;
    setProblem(undefined);
    setSaid(what);
    onChange(next);
  };
  const undo = (): void => {
    const last = back.at(-1);
    if (!last) return;
    typed.current = undefined;
    setBack(back.slice(0, -1));
    setSaid('Taken back.');
    onChange(last);
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const found =
      file.size > 4 * TALK_LIMIT
        ? { error: `It is ${formatNumber(file.size)} bytes long.` }
        : await file.text().then(readTalk, () => ({ error: 'It could not be read.' }));
    if ('talk' in found) return change(found.talk, `Imported: ${found.talk.scenes.length} scenes.`);
    setSaid('');
    setProblem(`The file is not taken, and the talk stays as it is. ${found.error}`);
  };
  /** What was pressed may be gone or elsewhere: one goes on at the scene, with the same button if it has its use there. */
  const act = (at: number, next: Talk, what: string, button?: 'up' | 'down'): void => {
    if (next === talk) return;
    flushSync(() => change(next, what));
    const scene = list.current?.children[at];
    const same =
      button && scene?.querySelector<HTMLElement>(`button[aria-label$=" ${button}"]:not([disabled])`);
    (same ?? scene?.querySelector('input'))?.focus();
  };

  return (
    <div
      className={`talk-editor${over ? ' is-over' : ''}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      {notKept !== undefined && <p className="talk-note">{notKept}</p>}
      <TalkFiles
        talk={talk}
        onFile={(file) => void take(file)}
        onUndo={back.length > 0 ? undo : undefined}
        onDefault={() => change(defaultTalk(), 'This is the talk that comes with Batchscope.')}
      />
      {problem !== undefined && (
        <p className="talk-problem" role="alert">
          {problem}
        </p>
      )}
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <ol ref={list}>
        {talk.scenes.map((scene, at) => (
          <li key={at}>
            <SceneFields
              {...{ scene, at }}
              last={at === talk.scenes.length - 1}
              canAdd={canAdd(talk)}
              canDelete={canDelete(talk)}
              onScene={(part) => change(changed(talk, at, part), '', `${at} ${Object.keys(part).join(' ')}`)}
              onWords={(words) => change(withWords(talk, at, words), '', `${at} words`)}
              onMove={(by) =>
                act(
                  at + by,
                  moved(talk, at, by),
                  `Scene ${at + 1} is now scene ${at + 1 + by}.`,
                  by < 0 ? 'up' : 'down',
                )
              }
              onDuplicate={() => act(at + 1, duplicated(talk, at), `Scene ${at + 1} is there twice.`)}
              onDelete={() =>
                act(
                  Math.max(0, at - 1),
                  deleted(talk, at),
                  `Scene ${at + 1} is deleted. Undo brings it back.`,
                )
              }
            />
          </li>
        ))}
      </ol>
      {over && <p className="talk-drop">Drop a talk to show it</p>}
    </div>
  );
}

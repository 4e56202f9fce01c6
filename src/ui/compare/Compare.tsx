import { useRef, useState } from 'react';
import { useCompare, useCompareState } from '../../state/compareHooks.ts';
import { Builder } from './Builder.tsx';
import { DropZone } from './DropZone.tsx';
import { Questions } from './Questions.tsx';
import { Sweep } from './Sweep.tsx';
import { useArrival } from './useArrival.ts';
import '../panels/notices.css';
import './compare.css';

/** The Compare page below the header: the questions, the builder or a sweep. */
export function Compare() {
  const screen = useCompareState((s) => s.screen);
  const id = useCompareState((s) => s.sweepId);
  const status = useCompareState((s) => s.progress?.status);
  const root = useRef<HTMLDivElement>(null);
  useArrival(root, `${screen} ${id} ${status === 'done'}`);
  return (
    <DropZone root={root}>
      <CompareNotices />
      {screen === 'questions' && <Questions />}
      {screen === 'builder' && <Builder />}
      {screen === 'sweep' && <Sweep />}
    </DropZone>
  );
}

function CompareNotices() {
  const compare = useCompare();
  const notice = useCompareState((s) => s.notice);
  const notes = useCompareState((s) => s.linkNotes);
  const [noted, setNoted] = useState(true);
  return (
    <div className="notices">
      {noted && notes.length > 0 && (
        <div className="notice" role="status">
          <p>Some of this link could not be used as it is:</p>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <button type="button" className="link" onClick={() => setNoted(false)}>
            Dismiss
          </button>
        </div>
      )}
      {notice && (
        <div className={`notice ${notice.kind}`} role={notice.kind === 'bad' ? 'alert' : 'status'}>
          <p>{notice.text}</p>
          <button type="button" className="link" onClick={() => compare.say(undefined)}>
            Dismiss
          </button>
        </div>
      )}
    </div>
  );
}

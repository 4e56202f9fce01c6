import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Scene } from '../../experiment/talk.ts';
import type { Talks } from '../../state/talk.ts';
import { Failsafe } from '../../ui/Failsafe.tsx';
import { TalkEditor } from '../../ui/talk/TalkEditor.tsx';
import { Help } from './Help.tsx';
import { isOver, type Act } from './keys.ts';
import { Notes } from './Notes.tsx';
import { Panel } from './Panel.tsx';
import { useRecordings } from './recorded.ts';
import type { Speed } from './replay.ts';
import { SceneView, type SceneHandle } from './SceneView.tsx';
import { TalkBar } from './TalkBar.tsx';
import { newLiveRuns } from './useHere.ts';
import { useKeys } from './useKeys.ts';
import { useScene } from './useScene.ts';
import { useUnit } from './useUnit.ts';
import './lecture.css';

interface Props {
  talks: Talks;
  /** Why the talk of the link is not shown. */
  problem: string | undefined;
}

/** A talk, scene by scene. */
export function Lecture({ talks, problem }: Props) {
  const { talk, notKept, linked } = useStore(talks.store);
  const { scenes } = talk;
  const count = scenes.length;
  const [at, go] = useScene(count);
  const recordings = useRecordings();
  const [runs] = useState(newLiveRuns);
  const unit = useUnit();
  const handle = useRef<SceneHandle>(null);
  const [speed, setSpeed] = useState<Speed>(1);
  const [said, setSaid] = useState('');
  const [told, setTold] = useState(problem ?? notKept);
  const [blank, setBlank] = useState(false);
  const [notes, setNotes] = useState(false);
  const [over, setOver] = useState<'help' | 'edit'>();
  const scene = scenes[at];

  const act = (what: Act | number): void => {
    if (blank ? what !== 'blank' && what !== 'close' : over !== undefined && !isOver(what)) return;
    if (typeof what === 'number') return go(what - 1);
    switch (what) {
      case 'next':
        return go(at + 1);
      case 'back':
        return go(at - 1);
      case 'first':
        return go(0);
      case 'last':
        return go(count - 1);
      case 'play':
        return handle.current?.play();
      case 'here':
        return handle.current?.here();
      case 'reset':
        return handle.current?.reset();
      case 'slower':
        return handle.current?.change(-1);
      case 'faster':
        return handle.current?.change(1);
      case 'blank':
        return setBlank(!blank);
      case 'full':
        return void toggleFull();
      case 'notes':
        return setNotes(!notes);
      case 'edit':
      case 'help':
        return setOver(over === what ? undefined : what);
      case 'close':
        setBlank(false);
        return setOver(undefined);
      default:
        return what satisfies never;
    }
  };
  useKeys(act);
  useEffect(() => {
    document.title = `${at + 1}. ${scene.title} · ${talk.title}`;
  }, [at, scene, talk.title]);

  return (
    <div className={notes ? 'lecture with-notes' : 'lecture'}>
      <main className={classOf(scene)} aria-labelledby="scene-title" inert={blank || over !== undefined}>
        <h1 id="scene-title">{scene.title}</h1>
        <p className="visually-hidden" role="status">
          {`Scene ${at + 1} of ${count}: ${scene.title}`}
        </p>
        <Failsafe key={`${at} ${JSON.stringify(scene.show)}`} what="This scene" card>
          <SceneView
            ref={handle}
            {...{ scene, recordings, runs, unit, speed }}
            onSpeed={setSpeed}
            onSaid={setSaid}
          />
        </Failsafe>
        {notes && <Notes scene={scene} next={scenes[at + 1]} said={said} />}
        <TalkBar at={at} count={count} act={act} />
      </main>
      {told !== undefined && (
        <div className="told" role="alert">
          <p>{told}</p>
          <button type="button" onClick={() => setTold(undefined)}>
            Dismiss
          </button>
        </div>
      )}
      {over === 'edit' && (
        <Panel title="Your talk" onClose={() => setOver(undefined)}>
          <TalkEditor talk={talk} onChange={talks.keep} notKept={notKept ?? (linked ? LINKED : undefined)} />
        </Panel>
      )}
      {over === 'help' && <Help onClose={() => setOver(undefined)} />}
      {blank && (
        <div className="blank" role="status">
          <span className="visually-hidden">The screen is blank; B shows the scene again.</span>
        </div>
      )}
    </div>
  );
}

/** A title of more letters would leave no room for its words. */
const LONG_TITLE = 70;

function classOf({ show, title }: Scene): string {
  if (show.kind !== 'words') return 'scene';
  return title.length > LONG_TITLE ? 'scene is-words is-long' : 'scene is-words';
}

const LINKED =
  'This talk came with a link. Once you change it, it is kept in this browser in place of your own.';

async function toggleFull(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    // A frame, or a phone, that has no full screen: the talk fills its page anyway.
  }
}

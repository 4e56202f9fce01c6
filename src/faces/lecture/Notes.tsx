import type { Scene } from '../../experiment/talk.ts';

interface Props {
  scene: Scene;
  next: Scene | undefined;
  /** All that the results of the scene say. */
  said: string;
}

/** For the speaker: what to say, what the results say in full, and what comes next. */
export function Notes({ scene, next, said }: Props) {
  return (
    <aside className="notes" aria-label="Speaker notes">
      {scene.notes !== '' && <p>{scene.notes}</p>}
      {said !== '' && <p className="notes-said">{said}</p>}
      <p className="notes-next">{next ? `Next: ${next.title}` : 'This is the last scene.'}</p>
    </aside>
  );
}

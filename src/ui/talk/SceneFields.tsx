/** One scene of the editor: what it says, what the speaker is told, its place. */
import type { Scene, Showing, TalkAxis } from '../../experiment/talk.ts';
import { MOST, TALK_AXES } from '../../experiment/talkFile.ts';
import { PRESETS } from '../../sweep/presets.ts';

interface SceneFieldsProps {
  scene: Scene;
  at: number;
  last: boolean;
  canAdd: boolean;
  canDelete: boolean;
  onScene(change: Partial<Scene>): void;
  onWords(words: string): void;
  onMove(by: 1 | -1): void;
  onDuplicate(): void;
  onDelete(): void;
}

const shownAs = (show: Showing): string => {
  switch (show.kind) {
    case 'words':
      return 'words alone';
    case 'epoch':
      return 'an epoch in batches';
    case 'preset':
      return `recorded: ${PRESETS.find(({ id }) => id === show.preset)?.question ?? show.preset}`;
    case 'results':
      return 'results of your own';
    case 'memory':
      return 'the memory of an update';
    default:
      return show satisfies never;
  }
};

/** Whether a scene shows curves over an axis that can be chosen. */
const hasAxis = (show: Showing): show is Extract<Showing, { kind: 'preset' | 'results' }> =>
  show.kind === 'results' ||
  (show.kind === 'preset' && PRESETS.find(({ id }) => id === show.preset)?.view === 'race');

export function SceneFields(props: SceneFieldsProps) {
  const { scene, at, last, canAdd, canDelete, onScene, onWords, onMove, onDuplicate, onDelete } = props;
  const { title, words = '', notes, show } = scene;
  const name = `scene ${at + 1}`;
  return (
    <fieldset>
      <legend>
        Scene {at + 1}: {shownAs(show)}
      </legend>
      <label>
        Title
        <input
          type="text"
          maxLength={MOST.title}
          value={title}
          onChange={(e) => onScene({ title: e.target.value })}
        />
      </label>
      <label>
        Sentence
        <textarea
          rows={2}
          maxLength={MOST.words}
          value={words}
          placeholder={show.kind === 'words' ? '' : 'What the figure’s own numbers say'}
          onChange={(e) => onWords(e.target.value)}
        />
      </label>
      <label>
        Speaker notes
        <textarea
          rows={3}
          maxLength={MOST.notes}
          value={notes}
          onChange={(e) => onScene({ notes: e.target.value })}
        />
      </label>
      {hasAxis(show) && (
        <label>
          Axis of a race
          <select
            value={show.axis ?? 'epochs'}
            onChange={(e) => {
              const axis = TALK_AXES.find((one): one is TalkAxis => one === e.target.value);
              if (axis) onScene({ show: { ...show, axis } });
            }}
          >
            {TALK_AXES.map((axis) => (
              <option key={axis}>{axis}</option>
            ))}
          </select>
        </label>
      )}
      <div className="talk-buttons">
        <button
          type="button"
          className="plain"
          disabled={at === 0}
          aria-label={`Move ${name} up`}
          onClick={() => onMove(-1)}
        >
          Up
        </button>
        <button
          type="button"
          className="plain"
          disabled={last}
          aria-label={`Move ${name} down`}
          onClick={() => onMove(1)}
        >
          Down
        </button>
        <button
          type="button"
          className="plain"
          disabled={!canAdd}
          aria-label={`Duplicate ${name}`}
          onClick={onDuplicate}
        >
          Duplicate
        </button>
        <button
          type="button"
          className="plain"
          disabled={!canDelete}
          aria-label={`Delete ${name}`}
          onClick={onDelete}
        >
          Delete
        </button>
      </div>
    </fieldset>
  );
}

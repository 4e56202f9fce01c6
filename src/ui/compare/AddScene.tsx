import { useState } from 'react';
import { useCompareState, useSweepData } from '../../state/compareHooks.ts';

/** What became of it. */
type Outcome = { added: number } | { problem: string };

/** Puts the sweep on the page, as it is looked at, at the end of the reader's talk. */
export function AddScene() {
  const data = useSweepData();
  const screen = useCompareState((s) => s.screen);
  const axis = useCompareState((s) => s.axis);
  const [outcome, setOutcome] = useState<Outcome>();
  const any = screen === 'sweep' && data !== undefined && data.runs.length + data.speeds.length > 0;
  const add = async (): Promise<void> => {
    if (!data) return;
    try {
      const { addSweep } = await import('../talk/addSweep.ts');
      const made = await addSweep(data, axis);
      setOutcome('at' in made ? { added: made.at } : { problem: made.error });
    } catch {
      setOutcome({ problem: 'This part of Batchscope did not arrive. Try again when you are online.' });
    }
  };
  return (
    <>
      <button type="button" disabled={!any} onClick={() => void add()}>
        Add as a scene of your talk
      </button>
      <div role="status">
        {outcome && 'added' in outcome && (
          <p>
            It is scene {outcome.added + 1}.{' '}
            <a href={`lecture.html#${outcome.added + 1}`} target="_blank" rel="noopener">
              Open the lecture
            </a>
          </p>
        )}
        {outcome && 'problem' in outcome && <p>{outcome.problem}</p>}
      </div>
    </>
  );
}

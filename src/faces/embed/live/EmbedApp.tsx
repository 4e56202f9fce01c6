/** The frame once the reader has acted: the same layout as frame.ts builds, alive. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { SweepSpec } from '../../../experiment/sweep.ts';
import { encodeSweepLink } from '../../../experiment/sweepUrl.ts';
import { respelled, setNumberLanguage } from '../../../experiment/format.ts';
import { verdict } from '../../../sweep/analyse/verdict.ts';
import { PRESETS } from '../../../sweep/presets.ts';
import { setupLine } from '../../../ui/compare/setupWords.ts';
import { Segmented } from '../../../ui/controls/Segmented.tsx';
import { Actions } from './Actions.tsx';
import { Controls } from './Controls.tsx';
import { HereFigure, RecordedFigure } from './figures.tsx';
import { tellSize } from '../size.ts';
import type { LiveStart } from './live.tsx';
import { Numbers } from './Numbers.tsx';
import { Said } from './Said.tsx';
import { SizesPanel } from './SizesPanel.tsx';
import { meetsRecording, statusWords } from './statusWords.ts';
import type { Trainer } from './trainer.ts';
import { useSelection } from './useSelection.ts';

export type EmbedAppProps = LiveStart & { trainer: Trainer };

type Source = 'recorded' | 'here';

const SOURCES: readonly { value: Source; label: string }[] = [
  { value: 'recorded', label: 'recorded' },
  { value: 'here', label: 'here' },
];

export function EmbedApp(props: EmbedAppProps) {
  const { root, port, look, setup, recording, trainer, first, notes } = props;
  setNumberLanguage(look.lang);
  const state = useSyncExternalStore(trainer.subscribe, trainer.state);
  const [asked, setAsked] = useState<SweepSpec | undefined>(setup?.spec);
  const [sizes, setSizes] = useState(first === 'sizes');
  const [chosen, setSource] = useState<Source>();
  const [selection, on] = useSelection();

  const run = (spec: SweepSpec): void => {
    setSource(undefined);
    setSizes(false);
    const preset = PRESETS.find((one) => encodeSweepLink(one.spec) === encodeSweepLink(spec))?.id;
    trainer.start(spec, preset);
  };
  useEffect(() => {
    if (first === 'run' && setup) trainer.start(setup.spec, setup.preset);
  }, [first, setup, trainer]);

  // Whatever has changed may have made it higher.
  useEffect(() => tellSize(root, port));

  const { data, phase } = state;
  const here = data !== undefined && (data.runs.length > 0 || data.speeds.length > 0);
  const source: Source = !recording ? 'here' : (chosen ?? (here ? 'here' : 'recorded'));
  const meets = useMemo(
    () => (phase === 'done' && data && recording ? meetsRecording(data, recording) : undefined),
    [phase, data, recording],
  );
  const said = useMemo(() => {
    if (source === 'recorded' && recording) {
      const { figure, sentence } = recording;
      return respelled(figure.kind === 'race' ? figure.axes[selection.axis].view.sentence : sentence);
    }
    if (!data || !here) return asked ? `${setupLine(asked)}.` : '';
    return verdict(data);
  }, [source, recording, data, here, asked, selection.axis]);
  const hidden = (part: Parameters<typeof look.hide.has>[0]): boolean => look.hide.has(part);
  const notice = [...notes, ...(setup?.notes ?? [])].join(' ');

  return (
    <>
      {!hidden('title') && (
        <h1>{recording ? respelled(recording.question) : 'What does batch size do here?'}</h1>
      )}
      {!hidden('sentence') && <Said text={said} />}
      {!hidden('axis') && (
        <div className="controls">
          <Controls kind={recording?.figure.kind} data={data} axis={selection.axis} onAxis={on.axis} />
          {recording && here && (
            <Segmented
              name="Whose result"
              value={source}
              options={SOURCES}
              onChange={(next) => setSource(next)}
            />
          )}
        </div>
      )}
      {sizes && asked && (
        <SizesPanel
          spec={asked}
          onCancel={() => setSizes(false)}
          onRun={(spec) => {
            setAsked(spec);
            run(spec);
          }}
        />
      )}
      <div className="plot">
        {source === 'recorded' && recording ? (
          <RecordedFigure recording={recording} selection={selection} on={on} />
        ) : (
          data && <HereFigure data={data} recording={recording} selection={selection} on={on} />
        )}
      </div>
      <p className="status" role="status">
        {[statusWords(state), meets, phase === 'idle' ? notice : ''].filter(Boolean).join(' ')}
      </p>
      <Actions
        {...props}
        state={state}
        spec={asked}
        sizes={sizes}
        onRun={() => asked && run(asked)}
        onSizes={() => setSizes(!sizes)}
      />
      {!hidden('note') && (
        <p className="note">
          {source === 'recorded' && recording
            ? `Recorded ${recording.recordedAt.slice(0, 10)} on ${recording.environment}.`
            : NOT_KEPT}
        </p>
      )}
      <Numbers data={source === 'here' ? data : undefined} recording={recording} axis={selection.axis} />
    </>
  );
}

const NOT_KEPT = 'Trained in this page; nothing is kept when it closes.';

/** The frame once the reader has acted: the same layout as frame.ts builds, alive. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { respelled, setNumberLanguage } from '../../../experiment/format.ts';
import type { SweepSpec } from '../../../experiment/sweep.ts';
import { encodeSweepLink } from '../../../experiment/sweepUrl.ts';
import { hasResults, type SweepTrainer } from '../../../state/sweepTrainer.ts';
import { heldSentence } from '../../../sweep/analyse/held.ts';
import { armNames } from '../../../sweep/analyse/settingsWords.ts';
import { verdict } from '../../../sweep/analyse/verdict.ts';
import { PRESETS } from '../../../sweep/presets.ts';
import { marksText } from '../../../ui/charts/compare/paths.ts';
import { setupLine } from '../../../ui/compare/setupWords.ts';
import { Segmented } from '../../../ui/controls/Segmented.tsx';
import { HereChart } from '../../../ui/recorded/HereChart.tsx';
import { RecordedChart } from '../../../ui/recorded/RecordedChart.tsx';
import { useSelection } from '../../../ui/recorded/useSelection.ts';
import { tellSize } from '../size.ts';
import { isTrainable, onCpu } from '../trainable.ts';
import { Actions } from './Actions.tsx';
import { Controls } from './Controls.tsx';
import type { LiveStart } from './live.tsx';
import { Numbers } from './Numbers.tsx';
import { Said } from './Said.tsx';
import { SizesPanel } from './SizesPanel.tsx';
import { meetsRecording, noteWords, statusWords } from '../../../ui/recorded/trainingWords.ts';
import { useLinked } from './useLinked.ts';

export type EmbedAppProps = LiveStart & { trainer: SweepTrainer };

type Source = 'recorded' | 'here';

const SOURCES: readonly { value: Source; label: string }[] = [
  { value: 'recorded', label: 'recorded' },
  { value: 'here', label: 'here' },
];

const OWN_TITLE = 'What does batch size do here?';

export function EmbedApp(props: EmbedAppProps) {
  const { root, port, look, setup, recording, packed, trainer, first, notes } = props;
  setNumberLanguage(look.lang);
  const state = useSyncExternalStore(trainer.subscribe, trainer.state);
  const linked = useLinked(packed);
  const [typed, setTyped] = useState<SweepSpec>();
  const [sizes, setSizes] = useState(first === 'sizes');
  const [chosen, setSource] = useState<Source>();
  const [selection, on] = useSelection();
  const { axis } = selection;

  const inLink = linked.data?.spec;
  const asked = typed ?? setup?.spec ?? (inLink && isTrainable(inLink) ? onCpu(inLink) : undefined);
  const run = (spec: SweepSpec): void => {
    setSource(undefined);
    setSizes(false);
    const preset = PRESETS.find((one) => encodeSweepLink(one.spec) === encodeSweepLink(spec))?.id;
    trainer.start(spec, preset);
  };
  useEffect(() => {
    if (first === 'run' && setup) trainer.start(setup.spec, setup.preset);
  }, [first, setup, trainer]);
  const fit = useCallback(() => tellSize(root, port), [root, port]);
  // Whatever has changed may have made it higher.
  useEffect(fit);

  const { phase } = state;
  const here = state.data !== undefined && hasResults(state.data) ? state.data : undefined;
  const earlier = recording !== undefined || linked.data !== undefined;
  const source: Source = chosen ?? (here || !earlier ? 'here' : 'recorded');
  /** The sweep that is drawn; undefined where a recording is, or nothing. */
  const data = source === 'here' ? here : linked.data;
  const holds = useMemo(() => {
    if (!here || phase !== 'done') return undefined;
    return linked.data ? heldSentence(linked.data, here, true) : recording && meetsRecording(here, recording);
  }, [phase, here, recording, linked.data]);
  const said = useMemo(() => {
    if (data) return verdict(data);
    if (source === 'here' || !recording) return asked ? `${setupLine(asked)}.` : '';
    const { figure, sentence } = recording;
    return respelled(figure.kind === 'race' ? figure.axes[axis].view.sentence : sentence);
  }, [source, recording, data, asked, axis]);
  const shown = (part: Parameters<typeof look.hide.has>[0]): boolean => !look.hide.has(part);
  const notice = [...notes, ...(setup?.notes ?? []), ...linked.notes, linked.error ?? ''];
  /** Other batch sizes than the recorded ones: another question, and no curves to lie beside. */
  const preset = recording?.preset ?? linked.data?.preset;
  const changed = source === 'here' && here !== undefined && here.preset !== preset;
  const question = changed ? undefined : PRESETS.find(({ id }) => id === preset)?.question;
  const arms = data ? armNames(data.spec) : source === 'recorded' ? (recording?.arms ?? []) : [];
  const title = respelled(question ?? OWN_TITLE);
  useEffect(() => root.setAttribute('aria-label', title), [root, title]);

  return (
    <>
      {shown('title') && <h1>{title}</h1>}
      {shown('sentence') && <Said onFold={fit} text={said} />}
      {shown('axis') && (
        <div className="controls">
          <Controls kind={recording?.figure.kind} data={data} axis={axis} onAxis={on.axis} />
          {earlier && here && (
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
            setTyped(spec);
            run(spec);
          }}
        />
      )}
      {arms.length > 1 && <p className="marks">{marksText(arms)}</p>}
      <div className="plot">
        {data ? (
          <HereChart
            data={data}
            recording={changed ? undefined : recording}
            linked={source === 'here' && !changed ? linked.data : undefined}
            selection={selection}
            on={on}
          />
        ) : source === 'recorded' && recording ? (
          <RecordedChart recording={recording} selection={selection} on={on} />
        ) : (
          <p className="empty">{linked.error === undefined ? 'What is measured will be drawn here.' : ''}</p>
        )}
      </div>
      <p className="status" role="status">
        {[statusWords(state), holds ?? '', ...(phase === 'idle' ? notice : [])].filter(Boolean).join(' ')}
      </p>
      <Actions
        {...props}
        state={state}
        spec={asked}
        sizes={sizes}
        onRun={() => asked && run(asked)}
        onSizes={() => setSizes(!sizes)}
      />
      {shown('note') && (
        <p className="note">{noteWords(source === 'here' ? here : undefined, recording, linked.data)}</p>
      )}
      <Numbers data={data} recording={source === 'recorded' ? recording : undefined} axis={axis} />
    </>
  );
}

import { trainingCount } from '../../experiment/derive.ts';
import { normalises } from '../../state/compareDraft.ts';
import { useCompare, useCompareState } from '../../state/compareHooks.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { FieldControl } from '../controls/FieldControl.tsx';
import { HiddenLayers } from '../controls/HiddenLayers.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { OtherTasks } from './OtherTasks.tsx';
import { Outlook } from './Outlook.tsx';
import { SizeChips } from './SizeChips.tsx';
import { SweepInput, SweepSelect } from './SweepField.tsx';
import '../panels/settings.css';
import './builder.css';

const RULES = [
  { value: 'fixed', label: 'the same for all' },
  { value: 'linear', label: 'in proportion to B' },
  { value: 'sqrt', label: 'in proportion to √B' },
  { value: 'tuned', label: 'the best for each (5× the runs)' },
];
const UNITS = [
  { value: 'epochs', label: 'epochs' },
  { value: 'updates', label: 'updates' },
  { value: 'examples', label: 'examples' },
  { value: 'seconds', label: 'seconds of training' },
];
const UNTIL = [
  { value: 'none', label: 'the budget is used up' },
  { value: 'accuracy', label: 'a validation accuracy' },
  { value: 'loss', label: 'a validation loss' },
];
const KINDS = [
  { value: 'train', label: 'Train' },
  { value: 'speed', label: 'Only time the updates' },
] as const;

const OTHER_UPDATE =
  'With batch normalisation micro-batches make a different update, since each part is normalised by its own statistics.';

/** A comparison of the reader's own. The task is the draft of the Train page. */
export function Builder() {
  const compare = useCompare();
  const kind = useCompareState((s) => s.draft.kind);
  return (
    <main className="builder">
      <div className="builder-head">
        <h2 tabIndex={-1}>Build your own comparison</h2>
        <button type="button" className="link" onClick={() => compare.questions()}>
          Back to the questions
        </button>
      </div>
      <form
        className="builder-form"
        onSubmit={(e) => {
          e.preventDefault();
          compare.start();
        }}
      >
        <Sizes />
        <div className="builder-columns">
          <fieldset>
            <legend>What is trained</legend>
            <FieldControl name="dataset" />
            <FieldControl name="model" />
            <HiddenLayers />
            <FieldControl name="optimizer" />
            <OtherTasks />
          </fieldset>
          <fieldset>
            <legend>How it is compared</legend>
            <Segmented
              name="What is done"
              value={kind}
              options={KINDS}
              onChange={(next) => compare.edit({ kind: next })}
            />
            {kind === 'train' && <Rates />}
          </fieldset>
          {kind === 'train' && (
            <fieldset>
              <legend>When a run ends</legend>
              <Ending />
            </fieldset>
          )}
        </div>
        <Outlook />
      </form>
    </main>
  );
}

/** The hero: which batch sizes. */
function Sizes() {
  const { config } = useDraftReading();
  return (
    <div className="builder-sizes">
      <SizeChips examples={trainingCount(config)} />
      <SweepInput
        name="batchSizes"
        label="Batch sizes"
        help="Every batch size is trained from the same initial weights. Type any others, with commas between."
      />
    </div>
  );
}

function Rates() {
  const draft = useCompareState((s) => s.draft);
  const { lrRule: rule, noise } = draft;
  const compare = useCompare();
  const { config } = useDraftReading();
  const normalised = normalises(draft, config);
  return (
    <>
      <SweepInput
        name="seeds"
        label="Seeds"
        help="Repetitions with other initial weights and another order of the examples; only several show what is chance."
      />
      <FieldControl name="learningRate" />
      <SweepSelect
        name="lrRule"
        label="Across batch sizes it is"
        help="How the learning rate follows the batch size. The best for each is found by training on a part of the examples and scoring on the rest."
        options={RULES}
      />
      {rule !== 'fixed' && (
        <p className="hint">
          {rule === 'tuned'
            ? 'Rates around this one are tried, each twice the one before.'
            : `At batch size ${config.batchSize}, that of the Train page; others follow.`}
        </p>
      )}
      <FieldControl name="microBatch" />
      {normalised && config.microBatch > 0 && <p className="hint">{OTHER_UPDATE}</p>}
      <label className="check">
        <input type="checkbox" checked={noise} onChange={(e) => compare.edit({ noise: e.target.checked })} />{' '}
        Measure the gradient noise as well
      </label>
    </>
  );
}

function Ending() {
  const compare = useCompare();
  const until = useCompareState((s) => s.draft.untilMetric);
  const value = useCompareState((s) => s.draft.untilValue);
  return (
    <>
      <div className="two">
        <SweepInput
          name="budgetAmount"
          label="Budget"
          help="What every run is given, whatever its batch size."
        />
        <SweepSelect
          name="budgetUnit"
          label="Counted in"
          help="What is held equal: passes over the examples, updates, examples or training time."
          options={UNITS}
        />
      </div>
      <div className="field">
        <label className="field-label" htmlFor="until-metric">
          It ends when
        </label>
        <select
          id="until-metric"
          value={until}
          onChange={(e) => {
            const metric = UNTIL.find((one) => one.value === e.target.value)?.value;
            if (metric === 'none' || metric === 'loss' || metric === 'accuracy')
              compare.edit({
                untilMetric: metric,
                untilValue: value === '' || metric !== until ? (metric === 'loss' ? '0.3' : '0.9') : value,
              });
          }}
        >
          {UNTIL.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
              {option.value === 'none' ? '' : ' is reached'}
            </option>
          ))}
        </select>
      </div>
      {until !== 'none' && (
        <SweepInput
          name="untilValue"
          label={until === 'accuracy' ? 'Target accuracy' : 'Target loss'}
          help="A run ends at the first evaluation that reaches it, at the latest when the budget is used up."
        />
      )}
    </>
  );
}

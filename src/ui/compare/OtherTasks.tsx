import { useId, useState } from 'react';
import { armId, armOf } from '../../experiment/arms.ts';
import { DATASETS } from '../../experiment/catalog.ts';
import { FIELDS } from '../../experiment/fields.ts';
import type { Field } from '../../experiment/fields.ts';
import { armsText, otherArms } from '../../state/compareDraft.ts';
import { useCompare, useCompareState, useSweepReading } from '../../state/compareHooks.ts';
import { useDraftReading } from '../../state/hooks.ts';

const optionsOf = (field: Field): readonly { value: string; label: string }[] =>
  field.kind === 'choice' ? field.options : [];
const DATASET_OPTIONS = optionsOf(FIELDS.dataset as Field);
const MODEL_OPTIONS = optionsOf(FIELDS.model as Field);
const labelOf = (options: typeof MODEL_OPTIONS, value: string): string =>
  options.find((option) => option.value === value)?.label ?? value;

/** Tasks on which the same is repeated. */
export function OtherTasks() {
  const compare = useCompare();
  const { config } = useDraftReading();
  const draft = useCompareState((s) => s.draft);
  const { errors } = useSweepReading();
  const others = otherArms(draft);
  const set = (next: readonly string[]): void => compare.edit({ arms: armsText(config, next) });
  return (
    <div className="tasks">
      {others.length > 0 && (
        <ul aria-label="Further tasks">
          {others.map((task) => {
            const [dataset, model] = task.split('.');
            const name = `${labelOf(DATASET_OPTIONS, dataset)}, ${labelOf(MODEL_OPTIONS, model)}`;
            return (
              <li key={task}>
                {name}{' '}
                <button
                  type="button"
                  className="link"
                  onClick={() => set(others.filter((one) => one !== task))}
                >
                  Remove<span className="visually-hidden"> {name}</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {errors.arms && (
        <p className="field-error" role="alert">
          {errors.arms}
        </p>
      )}
      <AddTask taken={[armId(armOf(config)), ...others]} onAdd={(task) => set([...others, task])} />
    </div>
  );
}

function AddTask({ taken, onAdd }: { taken: readonly string[]; onAdd(task: string): void }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [dataset, setDataset] = useState('moons');
  const [model, setModel] = useState('mlp');
  if (!open)
    return (
      <button type="button" className="link" onClick={() => setOpen(true)}>
        Repeat on another task
      </button>
    );
  const points =
    Object.hasOwn(DATASETS, dataset) && DATASETS[dataset as keyof typeof DATASETS].kind === 'points';
  const models = MODEL_OPTIONS.filter(({ value }) => !(points && value.startsWith('cnn')));
  const task = `${dataset}.${models.some(({ value }) => value === model) ? model : 'mlp'}`;
  return (
    <div className="field task-add">
      <select
        aria-label="Data of the further task"
        id={`${id}-data`}
        value={dataset}
        onChange={(e) => setDataset(e.target.value)}
      >
        {DATASET_OPTIONS.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <select
        aria-label="Network of the further task"
        value={task.split('.')[1]}
        onChange={(e) => setModel(e.target.value)}
      >
        {models.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="plain"
        disabled={taken.includes(task)}
        onClick={() => {
          onAdd(task);
          setOpen(false);
        }}
      >
        Add
      </button>
    </div>
  );
}

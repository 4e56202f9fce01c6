import { useState } from 'react';
import { FieldControl } from '../controls/FieldControl.tsx';
import { HiddenLayers } from '../controls/HiddenLayers.tsx';
import { useDraftReading, useFocusedRun } from '../../state/hooks.ts';
import { DatasetPicture } from './DatasetPicture.tsx';
import { ModelPicture } from './ModelPicture.tsx';
import type { FieldKey } from '../../experiment/fields.ts';
import './settings.css';

const MORE: readonly FieldKey[] = [
  'size',
  'dimension',
  'noise',
  'validationShare',
  'limit',
  'dataSeed',
  'activation',
  'distance',
  'epsilon',
  'weightDecay',
  'microBatch',
  'memoryLimit',
  'remainder',
];

interface SettingsPanelProps {
  /** What has its place elsewhere on the page. */
  without?: readonly FieldKey[];
}

/** Everything but the batch size. */
export function SettingsPanel({ without = [] }: SettingsPanelProps) {
  const { errors } = useDraftReading();
  const [more, setMore] = useState(false);
  const open = more || MORE.some((key) => errors[key] !== undefined && !without.includes(key));
  return (
    <div className="settings">
      <FieldControl name="dataset" />
      <DatasetPicture />
      <FieldControl name="model" />
      <HiddenLayers />
      <ModelPicture />
      <div className="two">
        <FieldControl name="optimizer" />
        <FieldControl name="learningRate" />
      </div>
      <div className="two">
        <FieldControl name="momentum" />
        <FieldControl name="beta1" />
        <FieldControl name="beta2" />
      </div>
      <div className="two">
        <FieldControl name="epochs" />
        <FieldControl name="seed" />
      </div>
      <button type="button" className="link" aria-expanded={open} onClick={() => setMore(!open)}>
        {open ? 'Fewer settings' : 'More settings'}
      </button>
      {open && (
        <div className="more">
          <div className="two">
            <FieldControl name="size" />
            <FieldControl name="dimension" />
            <FieldControl name="noise" />
            <FieldControl name="validationShare" />
            <FieldControl name="limit" />
            <FieldControl name="dataSeed" />
            <FieldControl name="activation" />
            <FieldControl name="distance" />
            <FieldControl name="epsilon" />
            <FieldControl name="weightDecay" />
            <FieldControl name="microBatch" />
            {!without.includes('memoryLimit') && <FieldControl name="memoryLimit" />}
          </div>
          <FieldControl name="remainder" segmented />
        </div>
      )}
      <div className="engine-field">
        <FieldControl name="engine" />
        <EngineLine />
      </div>
    </div>
  );
}

/** Which engine runs, why, and what was asked. */
function EngineLine() {
  const run = useFocusedRun();
  if (!run?.engine)
    return (
      <p className="hint">
        Auto measures a real graphics processor against the processor and takes the faster; without one, the
        processor.
      </p>
    );
  const { asked, got, why, device } = run.engine;
  return (
    <p className="hint" role="status">
      Asked for {asked}, got <b>{got}</b> ({device}). {why}
    </p>
  );
}

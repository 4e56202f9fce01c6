import { useRef, type ComponentProps } from 'react';
import { describeConfig } from '../../experiment/describe.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { SettingsPanel } from '../../ui/panels/SettingsPanel.tsx';

/** On narrow screens: the settings in one line, which opens them as a sheet from the bottom. */
export function SettingsSheet({ without }: ComponentProps<typeof SettingsPanel>) {
  const { config, errors } = useDraftReading();
  const dialog = useRef<HTMLDialogElement>(null);
  const faults = Object.keys(errors).filter((key) => key !== 'batchSize').length;
  return (
    <>
      <button type="button" className="settings-line" onClick={() => dialog.current?.showModal()}>
        <span>{describeConfig(config)}</span>
        <b>{faults > 0 ? `${faults} to mend` : 'Change'}</b>
      </button>
      <dialog
        ref={dialog}
        className="sheet"
        aria-label="Settings"
        onClick={(e) => e.target === dialog.current && dialog.current.close()}
      >
        <div className="sheet-body">
          <h2 tabIndex={-1} autoFocus>
            Settings
          </h2>
          <SettingsPanel {...(without && { without })} />
          <button type="button" className="primary" onClick={() => dialog.current?.close()}>
            Done
          </button>
        </div>
      </dialog>
    </>
  );
}

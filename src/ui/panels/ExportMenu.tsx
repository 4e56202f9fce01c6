import { exportCsv } from '../../experiment/csv.ts';
import { encodeLink } from '../../experiment/url.ts';
import { exportResults } from '../../experiment/results.ts';
import { useDraftReading, useExplorer, useExplorerState } from '../../state/hooks.ts';
import { environment, resultInputs } from '../../state/exporting.ts';
import { save } from '../save.ts';
import { CopyLinkButton } from './CopyLink.tsx';
import { Menu } from './Menu.tsx';

/** Results as files. */
export function ExportMenu() {
  const explorer = useExplorer();
  const any = useExplorerState((s) => s.runs.length > 0);
  const inputs = () => resultInputs(explorer);
  const json = (): void =>
    save(
      'batchscope-results.json',
      'application/json',
      JSON.stringify(exportResults(inputs(), environment())),
    );
  const csv = (): void => save('batchscope-results.csv', 'text/csv', exportCsv(inputs()));
  return (
    <Menu label="Export">
      {(close) => {
        const pick = (action: () => void) => () => {
          action();
          close();
        };
        return (
          <>
            <button type="button" disabled={!any} onClick={pick(json)}>
              Results (JSON)
            </button>
            <button type="button" disabled={!any} onClick={pick(csv)}>
              Results (CSV)
            </button>
            {!any && <p>There is nothing to export before the first run.</p>}
          </>
        );
      }}
    </Menu>
  );
}

/** Copies a link that opens the Train page with these settings. */
export function CopyLink() {
  const { config, errors } = useDraftReading();
  return <CopyLinkButton query={() => encodeLink(config)} disabled={Object.keys(errors).length > 0} />;
}

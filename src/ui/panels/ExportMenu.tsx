import { useEffect, useState } from 'react';
import { encodeLink } from '../../experiment/url.ts';
import type { Explorer } from '../../state/explorer.ts';
import { useDraftReading, useExplorer, useExplorerState } from '../../state/hooks.ts';
import { CopyLinkButton } from './CopyLink.tsx';
import { Menu } from './Menu.tsx';

const files = () => import('./exportFiles.ts');
type Files = Awaited<ReturnType<typeof files>>;

/** Results as files. */
export function ExportMenu() {
  const explorer = useExplorer();
  const any = useExplorerState((s) => s.runs.length > 0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (any) files().catch(() => undefined);
  }, [any]);
  const write = (act: (how: Files, what: Explorer) => void) =>
    files().then(
      (how) => {
        setFailed(false);
        act(how, explorer);
        return true;
      },
      () => {
        setFailed(true);
        return false;
      },
    );
  return (
    <Menu label="Export">
      {(close) => {
        const pick = (act: (how: Files, what: Explorer) => void) => () =>
          void write(act).then((done) => done && close());
        return (
          <>
            <button type="button" disabled={!any} onClick={pick((how, what) => how.saveJson(what))}>
              Results (JSON)
            </button>
            <button type="button" disabled={!any} onClick={pick((how, what) => how.saveCsv(what))}>
              Results (CSV)
            </button>
            {!any && <p>There is nothing to export before the first run.</p>}
            {failed && (
              <p role="alert">
                This could not be loaded. The connection may be gone; the runs are still here.
              </p>
            )}
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

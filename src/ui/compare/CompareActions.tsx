import { useRef, useState } from 'react';
import type { SweepData } from '../../experiment/sweep.ts';
import { sweepCsv } from '../../experiment/sweepResults.ts';
import { sweepText } from '../../experiment/sweepText.ts';
import { encodeLink } from '../../experiment/url.ts';
import { useCompare, useCompareState, useSweepData, useSweepReading } from '../../state/compareHooks.ts';
import { environment } from '../../state/exporting.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { EmbedDialog } from '../embed/EmbedDialog.tsx';
import { CopyLinkButton } from '../panels/CopyLink.tsx';
import { Menu } from '../panels/Menu.tsx';
import { save } from '../save.ts';
import { AddScene } from './AddScene.tsx';
import { readSweepInto } from './readFile.ts';

/** Import, Share and Export of the Compare page. */
export function CompareActions() {
  const [embedding, setEmbedding] = useState(false);
  const share = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Import />
      <Menu label="Share" button={share}>
        {(close) => (
          <>
            <CopySweepLink />
            <CopyResultsLink />
            <button
              type="button"
              onClick={() => {
                close();
                setEmbedding(true);
              }}
            >
              Embed in a page
            </button>
            <AddScene />
          </>
        )}
      </Menu>
      {embedding && (
        <EmbedDialog
          onClose={() => {
            setEmbedding(false);
            share.current?.focus();
          }}
        />
      )}
      <ExportSweep />
    </>
  );
}

function Import() {
  const compare = useCompare();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Results file"
        onChange={(e) => {
          void readSweepInto(compare, e.target.files?.[0]);
          e.target.value = '';
        }}
      />
      <button type="button" className="plain" onClick={() => input.current?.click()}>
        Import
      </button>
    </>
  );
}

function CopySweepLink() {
  const compare = useCompare();
  const { config } = useDraftReading();
  const screen = useCompareState((s) => s.screen);
  const { spec } = useSweepReading();
  const query = (): string => compare.query() ?? `${encodeLink(config)}&view=compare`;
  return <CopyLinkButton query={query} disabled={screen === 'builder' && spec === undefined} />;
}

function CopyResultsLink() {
  const compare = useCompare();
  const data = useSweepData();
  const any = data !== undefined && data.runs.length + data.speeds.length > 0;
  return <CopyLinkButton label="Link with results" query={() => compare.resultsLink()} disabled={!any} />;
}

function ExportSweep() {
  const compare = useCompare();
  const data = useSweepData();
  const saveJson = (whole: SweepData): void => {
    const made = sweepText(whole, environment());
    if ('error' in made) return compare.say({ kind: 'bad', text: made.error });
    save('batchscope-sweep.json', 'application/json', made.text);
    if (made.note !== undefined) compare.say({ kind: 'info', text: made.note });
  };
  const any = data !== undefined && data.runs.length + data.speeds.length > 0;
  return (
    <Menu label="Export">
      {(close) => {
        const pick = (action: () => void) => () => {
          action();
          close();
        };
        return (
          <>
            <button
              type="button"
              disabled={!any}
              onClick={pick(() => {
                if (data) saveJson(data);
              })}
            >
              Results (JSON)
            </button>
            <button
              type="button"
              disabled={!any}
              onClick={pick(() => {
                if (data) save('batchscope-sweep.csv', 'text/csv', sweepCsv(data));
              })}
            >
              Results (CSV)
            </button>
            {!any && <p>There is nothing to export before the first run.</p>}
          </>
        );
      }}
    </Menu>
  );
}

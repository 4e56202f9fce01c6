/** Makes the lines that put the sweep on the page into somebody's article, with a preview of what its readers will see. */
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import {
  EMBED_HEIGHTS,
  embedQuery,
  embedSnippet,
  hostPolicy,
  iframeSnippet,
  RECORDED,
  type EmbedChoice,
} from '../../experiment/embed.ts';
import { encodeSweepLink } from '../../experiment/sweepUrl.ts';
import { packSweep } from '../../experiment/packed/packedSweep.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { PRESETS } from '../../sweep/presets.ts';
import { setupLine } from '../compare/setupWords.ts';
import { Choices } from './Choices.tsx';
import { Snippet } from './Snippet.tsx';
import './embedBuilder.css';

interface EmbedBuilderProps {
  /** The sweep on the page; undefined where there is none: a preset is embedded. */
  data: SweepData | undefined;
  onClose(): void;
}

export function EmbedBuilder({ data, onClose }: EmbedBuilderProps) {
  const { spec, preset } = data ?? {};
  const results = useResults(data);
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const own = spec !== undefined && preset === undefined;
  const [choice, setChoice] = useState<EmbedChoice>(() => ({
    preset: own ? undefined : (RECORDED.find((one) => one === preset) ?? 'race'),
    settings: spec ? encodeSweepLink(spec) : '',
    ...{ hide: [], theme: 'auto', accent: '', lang: '', autoplay: false, height: EMBED_HEIGHTS.usual },
  }));
  useEffect(() => dialog.current?.showModal(), []);
  const site = new URL('.', document.baseURI).href;
  const question = PRESETS.find(({ id }) => id === choice.preset)?.question;
  const made = { ...choice, results };
  const alt = `Batchscope: ${question ?? (spec ? setupLine(spec) : '')}`;
  // Typing in a field must not load the preview anew at every letter.
  const previewed = useDeferredValue(`${site}embed.html?${embedQuery(made)}`);
  return (
    <dialog ref={dialog} className="embed-builder" aria-labelledby={heading} onClose={onClose}>
      <div className="embed-builder-head">
        <h2 id={heading}>Embed in a page of your own</h2>
        <button type="button" className="plain" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <div className="embed-builder-body">
        <Choices choice={made} own={own} onChange={(change) => setChoice({ ...choice, ...change })} />
        <div className="embed-preview">
          <h3>Preview</h3>
          <iframe
            key={previewed}
            src={previewed}
            title="Preview of the embed"
            sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
            style={{ height: choice.height }}
          />
        </div>
      </div>
      <Snippet title="Paste this where it is to stand" text={embedSnippet(made, { site, alt })} />
      <p>
        <a href={`${site}gallery.html`} target="_blank" rel="noopener">
          Examples
        </a>{' '}
        in an article.
      </p>
      <details>
        <summary>What your page must allow, and a plain frame without the script</summary>
        <p>
          Nothing, if it has no Content Security Policy. Else let the policy allow these; inside the frame it
          needs nothing of yours:
        </p>
        <Snippet title="Content Security Policy" text={hostPolicy(site)} />
        <Snippet title="Plain frame" text={iframeSnippet(made, { site, alt })} />
      </details>
    </dialog>
  );
}

/** The results of the sweep, packed, as soon as they are; undefined where there are none or they are too many. */
function useResults(data: SweepData | undefined): string | undefined {
  const [results, setResults] = useState<string>();
  useEffect(() => {
    let current = true;
    if (data)
      void packSweep(data).then(
        (packed) => current && setResults('text' in packed ? packed.text : undefined),
      );
    return () => void (current = false);
  }, [data]);
  return results;
}

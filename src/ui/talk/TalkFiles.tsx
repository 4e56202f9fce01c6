/** A talk in and out: import, export, link; and back to what was. */
import { useRef, useState } from 'react';
import { packTalk } from '../../experiment/packed/packedTalk.ts';
import type { Talk } from '../../experiment/talk.ts';
import { writeTalk } from '../../experiment/talkFile.ts';
import { TALK_MARK } from '../../state/talk.ts';
import { copyText } from '../copyText.ts';
import { save } from '../save.ts';

interface TalkFilesProps {
  talk: Talk;
  onFile(file: File | undefined): void;
  /** Undefined where there is nothing to take back. */
  onUndo: (() => void) | undefined;
  onDefault(): void;
}

type Link = { copied: true } | { byHand: string } | { error: string };

const addressOf = (packed: string): string =>
  new URL(`lecture.html${TALK_MARK}${packed}`, document.baseURI).href;

export function TalkFiles({ talk, onFile, onUndo, onDefault }: TalkFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  const [made, setMade] = useState<{ link: Link; of: Talk }>();
  // Of the talk as it is now; that of an earlier one would mislead.
  const link = made?.of === talk ? made.link : undefined;
  const setLink = (next: Link): void => setMade({ link: next, of: talk });
  const copy = async (): Promise<void> => {
    const packing = packTalk(talk);
    const coming = packing.then((packed) => ('error' in packed ? undefined : addressOf(packed.text)));
    const done = await copyText(coming);
    const packed = await packing;
    if ('error' in packed) setLink(packed);
    else setLink(done === 'copied' ? { copied: true } : { byHand: addressOf(packed.text) });
  };
  return (
    <div className="talk-files">
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Talk file"
        onChange={(e) => {
          onFile(e.target.files?.[0]);
          e.target.value = '';
        }}
      />
      <button type="button" className="plain" disabled={!onUndo} onClick={onUndo}>
        Undo
      </button>
      <button type="button" className="plain" onClick={() => input.current?.click()}>
        Import
      </button>
      <button
        type="button"
        className="plain"
        onClick={() => save('batchscope-talk.json', 'application/json', writeTalk(talk))}
      >
        Export
      </button>
      <button type="button" className="plain" onClick={() => void copy()}>
        Copy link
      </button>
      <button type="button" className="plain" onClick={onDefault}>
        Default talk
      </button>
      <span role="status">
        {link && 'copied' in link && 'The link is copied.'}
        {link && 'error' in link && link.error}
      </span>
      {link && 'byHand' in link && (
        <label>
          Copy this address by hand
          <input type="text" readOnly value={link.byHand} onFocus={(e) => e.target.select()} />
        </label>
      )}
    </div>
  );
}

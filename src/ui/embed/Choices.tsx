/** What an author can choose of an embed. */
import { useId } from 'react';
import {
  EMBED_HEIGHTS,
  HIDEABLE,
  RECORDED,
  type EmbedChoice,
  type Hideable,
} from '../../experiment/embed.ts';
import { PRESETS } from '../../sweep/presets.ts';
import { Segmented } from '../controls/Segmented.tsx';

interface ChoicesProps {
  choice: EmbedChoice;
  /** The sweep on the page is none of the presets. */
  own: boolean;
  onChange(change: Partial<EmbedChoice>): void;
}

const PARTS: Readonly<Record<Hideable, string>> = {
  title: 'Title',
  sentence: 'Sentence',
  axis: 'Axis switch',
  sizes: 'Batch sizes',
  run: 'Run button',
  replay: 'Replay',
  open: 'Link to Batchscope',
  note: 'Where it was recorded',
};

const THEMES: readonly { value: EmbedChoice['theme']; label: string }[] = [
  { value: 'auto', label: 'as the reader’s system' },
  { value: 'light', label: 'light' },
  { value: 'dark', label: 'dark' },
];

const OWN = 'own';

export function Choices({ choice, own, onChange }: ChoicesProps) {
  const id = useId();
  const { preset, results, hide, theme, accent, lang, autoplay, height } = choice;
  const toggle = (part: Hideable): void =>
    onChange({ hide: hide.includes(part) ? hide.filter((one) => one !== part) : [...hide, part] });
  return (
    <div className="embed-choices">
      <label htmlFor={`${id}-what`}>What it shows</label>
      <select
        id={`${id}-what`}
        value={preset ?? OWN}
        onChange={(e) => onChange({ preset: RECORDED.find((one) => one === e.target.value) })}
      >
        {own && <option value={OWN}>The sweep on this page</option>}
        {RECORDED.map((one) => (
          <option key={one} value={one}>
            {PRESETS.find((known) => known.id === one)?.question}
          </option>
        ))}
      </select>
      {preset === undefined && (
        <p className="hint">
          {results === undefined
            ? 'It holds no results: the picture is empty until a reader presses Run.'
            : 'Its results go along, thinned; a reader can run it again to check them.'}
        </p>
      )}
      <fieldset>
        <legend>Shown</legend>
        {HIDEABLE.map((part) => (
          <label key={part}>
            <input type="checkbox" checked={!hide.includes(part)} onChange={() => toggle(part)} />{' '}
            {PARTS[part]}
          </label>
        ))}
      </fieldset>
      <label>
        <input
          type="checkbox"
          checked={autoplay}
          onChange={(e) => onChange({ autoplay: e.target.checked })}
        />{' '}
        Replay the recording when it is seen
      </label>
      <span>Theme</span>
      <Segmented
        name="Theme of the embed"
        value={theme}
        options={THEMES}
        onChange={(next) => onChange({ theme: next })}
      />
      <div className="embed-texts">
        <Text
          label="Height, pixels"
          value={String(height)}
          onChange={(text) => onChange({ height: Number(text) })}
          wrong={
            height >= EMBED_HEIGHTS.least && height <= EMBED_HEIGHTS.most && Number.isInteger(height)
              ? undefined
              : `a whole number from ${EMBED_HEIGHTS.least} to ${EMBED_HEIGHTS.most}`
          }
        />
        <Text
          label="Accent colour"
          placeholder="1f5fbf"
          value={accent}
          onChange={(text) => onChange({ accent: text.trim() })}
          wrong={
            /^(#?([0-9a-f]{3}|[0-9a-f]{6}))?$/i.test(accent)
              ? undefined
              : 'three or six digits of 0 to 9 and a to f'
          }
        />
        <Text
          label="Language of numbers"
          placeholder="en"
          value={lang}
          onChange={(text) => onChange({ lang: text.trim() })}
          wrong={isLanguage(lang) ? undefined : 'a language such as de or fr-CH'}
        />
      </div>
    </div>
  );
}

function isLanguage(tag: string): boolean {
  try {
    return tag === '' || Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

interface TextProps {
  label: string;
  value: string;
  placeholder?: string;
  /** What it should be, where it is something else. */
  wrong: string | undefined;
  onChange(text: string): void;
}

function Text({ label, value, placeholder, wrong, onChange }: TextProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <input
        id={id}
        type="text"
        value={value}
        placeholder={placeholder}
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}
        onChange={(e) => onChange(e.target.value)}
      />
      {wrong !== undefined && (
        <p className="field-error" id={`${id}-wrong`}>
          “{value}” should be {wrong}.
        </p>
      )}
    </div>
  );
}

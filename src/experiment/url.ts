/**
 * A configuration as the query of a link, and back: `v=1&dataset=mnist&hidden=64-32&batchSize=64`. A link holds only
 * what is not default; whatever it holds, reading it gives a valid configuration and notes on what was not taken as is.
 */
import type { ExperimentConfig } from './config.ts';
import { initialConfig, readDraft, type Draft } from './draft.ts';
import { FIELD_ORDER, FIELDS, type Field, type FieldKey } from './fields.ts';
import { clean, fewNotes, LINK_VERSION, readPairs, tooLong } from './linkText.ts';

export { LINK_LIMIT, LINK_VERSION } from './linkText.ts';

export interface LinkReading {
  config: ExperimentConfig;
  /** Plain sentences for the reader; plain text, never markup. */
  notes: string[];
}

function pair<K extends FieldKey>(field: Field<K>, config: ExperimentConfig): string | undefined {
  const text = field.format(config[field.key]);
  if (text === field.format(field.initial(config))) return undefined;
  return `${field.key}=${encodeURIComponent(text)}`;
}

/** Every setting that is not at its default, as `key=text`. */
export function settingPairs(config: ExperimentConfig): string[] {
  return FIELD_ORDER.map((key) => pair(FIELDS[key] as Field, config)).filter((p) => p !== undefined);
}

/** The query, without "?", of a link to `config`: the version, then every setting that is not at its default. */
export function encodeLink(config: ExperimentConfig): string {
  return [`v=${LINK_VERSION}`, ...settingPairs(config)].join('&');
}

export const isField = (key: string): key is FieldKey => Object.hasOwn(FIELDS, key);

function noteCorrection<K extends FieldKey>(
  field: Field<K>,
  text: string,
  config: ExperimentConfig,
  notes: string[],
): void {
  const parsed = field.parse(text, config);
  if ('error' in parsed)
    notes.push(`${clean(parsed.error)} Instead, ${field.key}=${field.format(config[field.key])} is used.`);
}

/** The configuration of a link's texts, always valid; what was corrected is noted. */
export function readSettings(texts: ReadonlyMap<string, string>, notes: string[]): ExperimentConfig {
  const draft: Partial<Record<FieldKey, string>> = {};
  for (const key of FIELD_ORDER) {
    const text = texts.get(key);
    if (text !== undefined) draft[key] = text;
  }
  const { config } = readDraft(draft satisfies Partial<Draft>);
  for (const key of FIELD_ORDER) {
    const text = draft[key];
    if (text !== undefined) noteCorrection(FIELDS[key] as Field, text, config, notes);
  }
  return config;
}

/** Reads any text as a link's query, with or without "?"; never throws. */
export function decodeLink(query: string): LinkReading {
  const refused = tooLong(query);
  if (refused !== undefined) return { config: initialConfig(), notes: [refused] };
  const notes: string[] = [];
  const config = readSettings(readPairs(query, isField, notes), notes);
  return { config, notes: fewNotes(notes) };
}

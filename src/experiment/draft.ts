/** A draft: what the controls hold, as typed. It becomes a configuration when every field that applies is valid. */
import type { ExperimentConfig } from './config.ts';
import { FIELD_ORDER, FIELDS, type Field, type FieldKey } from './fields.ts';

export type Draft = Readonly<Record<FieldKey, string>>;
export type FieldErrors = Readonly<Partial<Record<FieldKey, string>>>;

export interface DraftReading {
  /** Complete; fields in error hold their defaults, so it is fit to train on only when `errors` is empty. */
  config: ExperimentConfig;
  errors: FieldErrors;
}

function readField<K extends FieldKey>(
  field: Field<K>,
  text: string | undefined,
  config: ExperimentConfig,
): string | undefined {
  config[field.key] = field.initial(config);
  if (text === undefined) return undefined;
  const parsed = field.parse(text, config);
  if ('value' in parsed) {
    config[field.key] = parsed.value;
    return undefined;
  }
  return field.applies(config) ? parsed.error : undefined;
}

/** Reads any texts, field by field in the order of dependence; a missing text means the default. */
export function readDraft(draft: Partial<Draft>): DraftReading {
  const config = {} as ExperimentConfig;
  const errors: Partial<Record<FieldKey, string>> = {};
  for (const key of FIELD_ORDER) {
    const error = readField(FIELDS[key] as Field, Object.hasOwn(draft, key) ? draft[key] : undefined, config);
    if (error !== undefined) errors[key] = error;
  }
  return { config, errors };
}

export function initialConfig(): ExperimentConfig {
  return readDraft({}).config;
}

function textOf<K extends FieldKey>(field: Field<K>, config: ExperimentConfig): string {
  return field.format(config[field.key]);
}

export function draftOf(config: ExperimentConfig): Draft {
  return Object.fromEntries(FIELD_ORDER.map((key) => [key, textOf(FIELDS[key] as Field, config)])) as Record<
    FieldKey,
    string
  >;
}

/** The text that field `key` has by default in `config`. */
function initialText<K extends FieldKey>(field: Field<K>, config: ExperimentConfig): string {
  return field.format(field.initial(config));
}

/** Texts of the fields that differ from their defaults in this draft's configuration. */
export function changedFields(draft: Draft): FieldKey[] {
  const { config } = readDraft(draft);
  return FIELD_ORDER.filter((key) => draft[key] !== initialText(FIELDS[key] as Field, config));
}

/** Sets one text; fields that stood at a default which depends on it follow to the new default, others stay as typed. */
export function editDraft(draft: Draft, key: FieldKey, text: string): Draft {
  const changed = new Set<FieldKey>(changedFields(draft));
  const kept: Partial<Record<FieldKey, string>> = {};
  for (const k of FIELD_ORDER) if (changed.has(k)) kept[k] = draft[k];
  kept[key] = text;
  const { config } = readDraft(kept);
  const next: Record<FieldKey, string> = { ...draft };
  for (const k of FIELD_ORDER) {
    const typed = kept[k];
    next[k] = typed ?? initialText(FIELDS[k] as Field, config);
  }
  return next;
}

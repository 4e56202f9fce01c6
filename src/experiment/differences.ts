/** In what experiments differ, in words. */
import type { ExperimentConfig } from './config.ts';
import { FIELD_ORDER, FIELDS, type Field, type FieldKey } from './fields.ts';
import { formatNumber } from './format.ts';

export interface Difference {
  key: FieldKey;
  label: string;
  /** As the reader sees it; "–" where the setting has no effect. */
  from: string;
  to: string;
}

const SEEDS: readonly FieldKey[] = ['seed', 'dataSeed'];

function valueText<K extends FieldKey>(field: Field<K>, config: ExperimentConfig): string {
  const value = config[field.key];
  if (field.kind === 'choice') return field.options.find((o) => o.value === value)?.label ?? String(value);
  if (field.key === 'limit' && value === 0) return 'all';
  if ((field.key === 'microBatch' || field.key === 'memoryLimit') && value === 0) return 'none';
  return typeof value === 'number' && !SEEDS.includes(field.key) ? formatNumber(value) : field.format(value);
}

const lowered = (label: string): string => `${label[0].toLowerCase()}${label.slice(1)}`;

function exactText<K extends FieldKey>(field: Field<K>, config: ExperimentConfig): string {
  return field.format(config[field.key]);
}

/** The settings that differ and have an effect in at least one of the two, in the order of the field table. */
export function differences(from: ExperimentConfig, to: ExperimentConfig): Difference[] {
  const found: Difference[] = [];
  for (const key of FIELD_ORDER) {
    const field = FIELDS[key] as Field;
    const exact = [exactText(field, from), exactText(field, to)];
    const used = [field.applies(from), field.applies(to)];
    if (exact[0] === exact[1] || !(used[0] || used[1])) continue;
    const rounded = [valueText(field, from), valueText(field, to)];
    const shown = rounded[0] === rounded[1] ? exact : rounded;
    found.push({
      key,
      label: field.label,
      from: used[0] ? shown[0] : '–',
      to: used[1] ? shown[1] : '–',
    });
  }
  return found;
}

/** For each of them its settings of `keys` that have an effect and that not all share: ["seed 1", "seed 2"]; '' where all are alike. */
export function distinctions(configs: readonly ExperimentConfig[], keys = FIELD_ORDER): string[] {
  const fields = keys.map((key) => FIELDS[key] as Field);
  const exact = (field: Field, config: ExperimentConfig): string =>
    field.applies(config) ? exactText(field, config) : '';
  const differing = fields.filter((field) => new Set(configs.map((config) => exact(field, config))).size > 1);
  return configs.map((config) =>
    differing
      .filter((field) => field.applies(config))
      .map((field) => `${lowered(field.label)} ${valueText(field, config)}`)
      .join(' · '),
  );
}

/** "batch size 32 → 64 · epochs 5 → 10", or "same settings". */
export function describeDifferences(list: readonly Difference[]): string {
  if (list.length === 0) return 'same settings';
  return list.map(({ label, from, to }) => `${lowered(label)} ${from} → ${to}`).join(' · ');
}

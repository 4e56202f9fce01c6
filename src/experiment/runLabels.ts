/** What stands at the end of a run's curve: its batch size, and what else tells it from another of the same. */
import type { ExperimentConfig } from './config.ts';
import { differences } from './differences.ts';
import { FIELDS, type Field, type FieldKey } from './fields.ts';
import { formatNumber } from './format.ts';

/** "100", or among several of batch size 100 "100 adam", "100 seed 2", "100 (2)" for the second of two alike. */
export function runLabels(configs: readonly ExperimentConfig[]): string[] {
  return configs.map((config, i) => {
    const size = formatNumber(config.batchSize);
    const others = configs.filter((other, k) => k !== i && other.batchSize === config.batchSize);
    if (others.length === 0) return size;
    const [telling] = others.flatMap((other) => differences(other, config));
    const alike = configs.slice(i + 1).filter((other) => differences(other, config).length === 0).length;
    const number = alike > 0 ? ` (${alike + 1})` : '';
    if (!telling) return `${size}${number}`;
    const none = telling.to === 'none';
    const value = none ? telling.to : shortText(FIELDS[telling.key] as Field, config);
    const named = none || Number.isFinite(Number(value)) ? `${lower(telling.label)} ${value}` : value;
    return `${size} ${named}${number}`;
  });
}

const lower = (label: string): string => label[0].toLowerCase() + label.slice(1);

const shortText = <K extends FieldKey>(field: Field<K>, config: ExperimentConfig): string =>
  field.format(config[field.key]);

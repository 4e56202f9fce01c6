/** Kinds of fields: how a choice and a number are read, checked and written. */
import type { ExperimentConfig } from './config.ts';
import { formatNumber } from './format.ts';

export type FieldKey = keyof ExperimentConfig;
export type Parsed<T> = { value: T } | { error: string };

export interface FieldBase<K extends FieldKey> {
  key: K;
  label: string;
  /** One plain sentence that says what the setting is. */
  help: string;
  unit?: string;
  /** The default, given the fields before this one in FIELD_ORDER. */
  initial(config: ExperimentConfig): ExperimentConfig[K];
  parse(text: string, config: ExperimentConfig): Parsed<ExperimentConfig[K]>;
  format(value: ExperimentConfig[K]): string;
  /** Whether the setting has any effect in this configuration. */
  applies(config: ExperimentConfig): boolean;
}

export interface ChoiceField<K extends FieldKey> extends FieldBase<K> {
  kind: 'choice';
  options: readonly { value: ExperimentConfig[K] & string; label: string }[];
}
export interface NumberField<K extends FieldKey> extends FieldBase<K> {
  kind: 'integer' | 'number';
}
export interface ListField<K extends FieldKey> extends FieldBase<K> {
  kind: 'list';
}
export type Field<K extends FieldKey = FieldKey> = ChoiceField<K> | NumberField<K> | ListField<K>;

const always = (): boolean => true;

export function choice<K extends FieldKey>(
  key: K,
  label: string,
  help: string,
  options: readonly { value: ExperimentConfig[K] & string; label: string }[],
  initial: ExperimentConfig[K] | ((config: ExperimentConfig) => ExperimentConfig[K]),
  more: {
    applies?: FieldBase<K>['applies'];
    refuse?: (v: string, c: ExperimentConfig) => string | undefined;
  } = {},
): ChoiceField<K> {
  return {
    kind: 'choice',
    key,
    label,
    help,
    options,
    initial: typeof initial === 'function' ? initial : () => initial,
    parse(text, config) {
      const found = options.find((o) => o.value === text);
      if (!found)
        return {
          error: `${label} “${shorten(text)}” is not on offer; choose ${options.map((o) => o.value).join(', ')}.`,
        };
      const refused = more.refuse?.(found.value, config);
      return refused === undefined ? { value: found.value } : { error: refused };
    },
    format: (value) => String(value),
    applies: more.applies ?? always,
  };
}

export interface Limits {
  min: number;
  max: number;
  /** The bound itself is not allowed. */
  openMin?: boolean;
  openMax?: boolean;
}

export type NumericKey = { [K in FieldKey]: ExperimentConfig[K] extends number ? K : never }[FieldKey];

export function numeric<K extends NumericKey>(
  kind: 'integer' | 'number',
  key: K,
  label: string,
  help: string,
  initial: number | ((config: ExperimentConfig) => number),
  limits: Limits | ((config: ExperimentConfig) => Limits),
  more: { unit?: string; applies?: FieldBase<K>['applies']; boundName?: string } = {},
): NumberField<K> {
  const range = typeof limits === 'function' ? limits : () => limits;
  const field: NumberField<K> = {
    kind,
    key,
    label,
    help,
    initial: typeof initial === 'function' ? initial : () => initial,
    parse(text, config) {
      const { min, max, openMin, openMax } = range(config);
      const what = kind === 'integer' ? 'a whole number' : 'a number';
      const wanted = `${what} ${openMin ? 'above' : 'from'} ${formatNumber(min)} ${openMax ? 'and below' : openMin ? 'up to' : 'to'} ${formatNumber(max)}${more.boundName ? ` (${more.boundName})` : ''}`;
      const value = readNumber(text);
      const fault = text.trim() === '' ? 'is empty' : undefined;
      if (fault) return { error: `${label} ${fault}; enter ${wanted}.` };
      const bad =
        value === undefined ||
        !Number.isFinite(value) ||
        (kind === 'integer' && !Number.isInteger(value)) ||
        value < min ||
        value > max ||
        (openMin && value === min) ||
        (openMax && value === max);
      return bad ? { error: `${label} “${shorten(text)}” must be ${wanted}.` } : { value };
    },
    format: (value) => String(value),
    applies: more.applies ?? always,
  };
  if (more.unit !== undefined) field.unit = more.unit;
  return field;
}

export const shorten = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

/** A plain decimal number ("10,000", "1e-3"); undefined when it is not one, as "0,001", whose comma may mean a point. */
export function readNumber(text: string): number | undefined {
  const given = text.trim();
  const plain = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(given) ? given.replaceAll(',', '') : given;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) + 0 : undefined;
}

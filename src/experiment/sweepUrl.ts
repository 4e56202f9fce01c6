/**
 * A sweep's set-up as the query of a link, and back:
 * `v=1&view=compare&dataset=mnist&batchSizes=8,64&seeds=5&lrRule=tuned&budget=500&budgetUnit=updates&until=accuracy:0.9`.
 * The base settings stand under their own keys. `batchSizes` is always there, the rest only where it is not default.
 */
import { initialConfig } from './draft.ts';
import { clean, fewNotes, LINK_VERSION, readPairs, shown, tooLong } from './linkText.ts';
import type { BudgetUnit, SweepSpec } from './sweep.ts';
import {
  BUDGET_UNITS,
  defaultAmount,
  defaultSizes,
  defaultSweep,
  readSweep,
  sweepDraftOf,
  type SweepDraft,
} from './sweepFields.ts';
import { formatBatchSizes, readArms, smallestArm } from './sweepLists.ts';
import { isField, readSettings, settingPairs } from './url.ts';

/** The keys that a link to a sweep has besides those of its base settings. */
export const SWEEP_KEYS = [
  'view',
  'kind',
  'preset',
  'arms',
  'batchSizes',
  'seeds',
  'lrRule',
  'budget',
  'budgetUnit',
  'until',
  'noiseScale',
] as const;
/** Which figure of the sweep is shown, and what its axis counts: no part of the set-up. */
export const LOOK_KEYS = ['figure', 'axis'] as const;

export type SweepKey = (typeof SWEEP_KEYS)[number];

export interface SweepLinkReading {
  spec: SweepSpec;
  preset: string | undefined;
  /** Plain sentences for the reader; plain text, never markup. */
  notes: string[];
}

const VIEW = 'compare';
const PRESET = /^[a-z][a-z0-9-]{0,39}$/;

const isLookKey = (key: string): boolean => LOOK_KEYS.some((known) => known === key);
const isSweepKey = (key: string): key is SweepKey => SWEEP_KEYS.some((known) => known === key);
const isUnit = (text: string): text is BudgetUnit => BUDGET_UNITS.some((unit) => unit === text);

/** The texts of a sweep's own keys; undefined stands for a default. */
export function sweepTexts(spec: SweepSpec, preset?: string): Record<SweepKey, string | undefined> {
  const draft = sweepDraftOf(spec);
  const usual = sweepDraftOf(defaultSweep(spec.base));
  const changed = (key: 'seeds' | 'lrRule' | 'budgetUnit' | 'kind'): string | undefined =>
    draft[key] === usual[key] ? undefined : draft[key];
  const usualAmount = String(defaultAmount(spec.budget.unit, spec.base));
  return {
    view: VIEW,
    kind: changed('kind'),
    preset,
    arms: draft.arms === '' ? undefined : draft.arms.replaceAll(', ', ','),
    batchSizes: draft.batchSizes.replaceAll(', ', ','),
    seeds: changed('seeds'),
    lrRule: changed('lrRule'),
    budget: draft.budgetAmount === usualAmount ? undefined : draft.budgetAmount,
    budgetUnit: changed('budgetUnit'),
    until: draft.untilMetric === 'none' ? undefined : `${draft.untilMetric}:${draft.untilValue}`,
    noiseScale: draft.noise ? '1' : undefined,
  };
}

/** The query, without "?", of a link to a sweep's set-up. */
export function encodeSweepLink(spec: SweepSpec, preset?: string): string {
  const texts = sweepTexts(spec, preset);
  const { view, ...rest } = texts;
  const pairs = Object.entries(rest).flatMap(([key, text]) =>
    text === undefined
      ? []
      : [`${key}=${encodeURIComponent(text).replaceAll('%2C', ',').replace('%3A', ':')}`],
  );
  return [`v=${LINK_VERSION}`, `view=${view}`, ...settingPairs(spec.base), ...pairs].join('&');
}

/** Which key's text each part of a draft comes from. */
export const KEY_OF: Readonly<Record<keyof SweepDraft, SweepKey>> = {
  preset: 'preset',
  arms: 'arms',
  batchSizes: 'batchSizes',
  seeds: 'seeds',
  lrRule: 'lrRule',
  budgetUnit: 'budgetUnit',
  budgetAmount: 'budget',
  untilMetric: 'until',
  untilValue: 'until',
  noise: 'noiseScale',
  kind: 'kind',
};

/** "accuracy:0.9" as the two texts of a draft; undefined where it is not of that form. */
export function readUntil(text: string): Pick<SweepDraft, 'untilMetric' | 'untilValue'> | undefined {
  const at = text.indexOf(':');
  const metric = text.slice(0, Math.max(at, 0)).trim();
  if (metric !== 'loss' && metric !== 'accuracy') return undefined;
  return { untilMetric: metric, untilValue: text.slice(at + 1) };
}

const YES = ['1', 'true', 'yes'];
const NO = ['0', 'false', 'no'];

/** The draft of a link's texts: `usual` where there is none, or none that a draft can hold. */
export function draftOfTexts(
  texts: ReadonlyMap<string, string>,
  usual: SweepSpec,
  notes: string[],
): SweepDraft {
  const draft = sweepDraftOf(usual);
  const wrong = (key: SweepKey, wanted: string): void =>
    void notes.push(`${key}=${shown(texts.get(key) ?? '')} should be ${wanted}, and was left out.`);
  for (const key of ['arms', 'batchSizes', 'seeds', 'lrRule', 'budgetUnit'] as const)
    draft[key] = texts.get(key) ?? draft[key];
  const unit = isUnit(draft.budgetUnit) ? draft.budgetUnit : usual.budget.unit;
  const same = unit === usual.budget.unit;
  draft.budgetAmount =
    texts.get('budget') ?? (same ? draft.budgetAmount : String(defaultAmount(unit, usual.base)));
  const until = texts.get('until');
  if (until !== undefined) {
    const read = readUntil(until);
    if (read) Object.assign(draft, read);
    else if (until === 'none') Object.assign(draft, { untilMetric: 'none', untilValue: '' });
    else wrong('until', 'loss or accuracy and a value, such as accuracy:0.9');
  }
  const noise = texts.get('noiseScale');
  if (noise !== undefined) {
    if (YES.includes(noise) || NO.includes(noise)) draft.noise = YES.includes(noise);
    else wrong('noiseScale', '1 or 0');
  }
  const kind = texts.get('kind');
  if (kind === 'train' || kind === 'speed') draft.kind = kind;
  else if (kind !== undefined) wrong('kind', 'train or speed');
  return draft;
}

/** The text that is right where `key` was in error. */
function corrected(key: keyof SweepDraft, draft: SweepDraft, base: SweepSpec['base']): Partial<SweepDraft> {
  switch (key) {
    case 'untilMetric':
    case 'untilValue':
      return { untilMetric: 'none', untilValue: '' };
    case 'budgetAmount':
      return {
        budgetAmount: String(defaultAmount(isUnit(draft.budgetUnit) ? draft.budgetUnit : 'epochs', base)),
      };
    case 'batchSizes': {
      const arms = readArms(draft.arms, base);
      const { count } = smallestArm(
        base,
        'value' in arms ? arms.value : [{ dataset: base.dataset, model: base.model }],
      );
      return { batchSizes: formatBatchSizes(defaultSizes(count)) };
    }
    default:
      return { [key]: sweepDraftOf(defaultSweep(base))[key] };
  }
}

/** Puts defaults in the place of what is in error, until nothing is. */
function correct(draft: SweepDraft, base: SweepSpec['base'], notes: string[]): SweepSpec {
  let current = draft;
  for (let i = 0; i < 4; i++) {
    const { spec, errors } = readSweep(current, base);
    if (spec) return spec;
    let next = current;
    for (const key of Object.keys(errors) as (keyof SweepDraft)[]) {
      const right = corrected(key, current, base);
      next = { ...next, ...right };
      const text = String((key === 'untilValue' ? right.untilMetric : right[key]) ?? '').replaceAll(
        ', ',
        ',',
      );
      notes.push(
        `${clean(errors[key] ?? '')} Instead, ${text === '' ? 'the default' : `${KEY_OF[key]}=${text}`} is used.`,
      );
    }
    current = next;
  }
  return defaultSweep(base);
}

/** Reads any text as a link's query, with or without "?"; never throws. */
export function decodeSweepLink(search: string): SweepLinkReading {
  const read = readSweepLink(search);
  return { ...read, notes: fewNotes(read.notes) };
}

/** The same with every note, for a reader that adds its own. */
export function readSweepLink(search: string): SweepLinkReading {
  const refused = tooLong(search);
  if (refused !== undefined)
    return { spec: defaultSweep(initialConfig()), preset: undefined, notes: [refused] };
  const notes: string[] = [];
  const texts = readPairs(search, (key) => isField(key) || isSweepKey(key) || isLookKey(key), notes);
  const base = readSettings(texts, notes);
  const spec = correct(draftOfTexts(texts, defaultSweep(base), notes), base, notes);
  const given = texts.get('preset');
  const preset = given !== undefined && PRESET.test(given) ? given : undefined;
  if (given !== undefined && preset === undefined)
    notes.push(`preset=${shown(given)} is not the name of one and was left out.`);
  return { spec, preset, notes };
}

/** Whether a link is to Compare rather than to Train. */
export function isCompareLink(search: string): boolean {
  return tooLong(search) === undefined && readPairs(search, () => true, []).get('view') === VIEW;
}

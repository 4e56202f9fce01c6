/** What the address says about the sweep to be shown, and which figure of it. */
import { fewNotes, readPairs, shown } from '../experiment/linkText.ts';
import type { SweepData, SweepSpec } from '../experiment/sweep.ts';
import { encodeSweepLink, LOOK_KEYS, readSweepLink } from '../experiment/sweepUrl.ts';
import { viewOf } from '../sweep/analyse/question.ts';
import { presetOf } from './comparePreset.ts';
import { AXES, UNSELECTED, VIEW_IDS, type CompareState } from './compareStore.ts';

export type CompareLook = Partial<Pick<CompareState, 'view' | 'axis'>>;

export interface CompareLink {
  /** undefined: the link names no sweep. */
  spec: SweepSpec | undefined;
  /** Only where the spec is that of the preset. */
  preset: string | undefined;
  notes: readonly string[];
  /** How the sweep is to be looked at, where the link says so. */
  look?: CompareLook;
  /** The packed results in its fragment. */
  results?: string;
}

/** Before packed results in a fragment. */
export const RESULTS_MARK = '#r=';

export const resultsIn = (hash: string): string | undefined =>
  hash.startsWith(RESULTS_MARK) ? hash.slice(RESULTS_MARK.length) : undefined;

export function readCompareLink(search: string, hash = ''): CompareLink {
  const packed = resultsIn(hash);
  const results = packed === undefined ? {} : { results: packed };
  const { spec, preset: named, notes } = readSweepLink(search);
  if (!new URLSearchParams(search).has('batchSizes'))
    return { spec: undefined, preset: undefined, notes: fewNotes(notes), ...results };
  const preset = presetOf(named, spec);
  const other = named !== undefined && preset === undefined;
  const note = `preset=${named ?? ''} has other settings than this link, and was left out.`;
  const found = readLook(search);
  return {
    spec,
    preset,
    notes: fewNotes([...notes, ...(other ? [note] : []), ...found.notes]),
    ...(Object.keys(found.look).length > 0 && { look: found.look }),
    ...results,
  };
}

function readLook(search: string): { look: CompareLook; notes: string[] } {
  const isLook = (key: string): boolean => LOOK_KEYS.some((known) => known === key);
  const texts = readPairs(search, isLook, []);
  const [figure, axisText] = LOOK_KEYS.map((key) => texts.get(key));
  const view = VIEW_IDS.find((one) => one === figure);
  const axis = AXES.find((one) => one === axisText);
  const wrong = (key: string, text: string, wanted: readonly string[]): string =>
    `${key}=${shown(text)} should be one of ${wanted.join(', ')}, and was left out.`;
  return {
    look: { ...(view && { view }), ...(axis && { axis }) },
    notes: [
      ...(figure !== undefined && !view ? [wrong('figure', figure, VIEW_IDS)] : []),
      ...(axisText !== undefined && !axis ? [wrong('axis', axisText, AXES)] : []),
    ],
  };
}

/** The query of a link to a sweep as it is looked at; what is as it would come up anyway is left out. */
export function lookLink(data: SweepData, { view, axis }: Required<CompareLook>): string {
  return [
    encodeSweepLink(data.spec, data.preset),
    ...(view === viewOf(data) ? [] : [`figure=${view}`]),
    ...(axis === UNSELECTED.axis ? [] : [`axis=${axis}`]),
  ].join('&');
}

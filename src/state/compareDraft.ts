/** The builder's texts as a sweep on the task that is drafted on the Train page. */
import { armConfig, armId, armOf } from '../experiment/arms.ts';
import type { ExperimentConfig } from '../experiment/config.ts';
import { modelOf } from '../experiment/derive.ts';
import { hasBatchNorm } from '../experiment/model.ts';
import { readSweep, type SweepDraft } from '../experiment/sweepFields.ts';

import { readArms } from '../experiment/sweepLists.ts';

export type SweepReading = ReturnType<typeof readSweep>;

const listed = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

/** The tasks besides the first, which is that of the Train page. */
export const otherArms = (draft: SweepDraft): string[] => listed(draft.arms).slice(1);

/** The draft's tasks as text: that of the Train page, then `others`. */
export const armsText = (base: ExperimentConfig, others: readonly string[]): string =>
  others.length === 0 ? '' : [armId(armOf(base)), ...others].join(', ');

/** Reads the draft with the task of the Train page as its first, whatever that was before. */
export const readDrafted = (draft: SweepDraft, base: ExperimentConfig): SweepReading =>
  readSweep({ ...draft, arms: armsText(base, otherArms(draft)) }, base);

/** Whether a task's network has batch normalisation, with which accumulated micro-batches make another update. */
export function normalises(draft: SweepDraft, base: ExperimentConfig): boolean {
  const read = readArms(armsText(base, otherArms(draft)), base);
  const arms = 'value' in read ? read.value : [armOf(base)];
  return arms.some((arm) => hasBatchNorm(modelOf(armConfig(base, arm))));
}

/** Whether a text of batch sizes names `size`. */
export const namesSize = (text: string, size: number): boolean => listed(text).includes(String(size));

/** Takes `size` out of the text, or puts it in at its place; what cannot be read stays. */
export function toggleSize(text: string, size: number): string {
  const named = listed(text);
  const rest = named.filter((part) => part !== String(size));
  if (rest.length < named.length) return rest.join(', ');
  const at = rest.findIndex((part) => Number(part) > size);
  return rest.toSpliced(at < 0 ? rest.length : at, 0, String(size)).join(', ');
}

import type { Compare } from '../../state/compareTypes.ts';
import { tooLarge } from '../../experiment/fileLimit.ts';
import { reasonOf } from '../../experiment/reason.ts';

/** Reads a chosen or dropped file as a sweep; what is wrong with it is said on the page. */
export async function readSweepInto(compare: Compare, file: File | undefined): Promise<void> {
  if (!file) return;
  const refused = tooLarge(file.size);
  if (refused !== undefined) return compare.say({ kind: 'bad', text: refused });
  try {
    compare.importText(await file.text());
  } catch (error) {
    compare.say({ kind: 'bad', text: `The file could not be read: ${reasonOf(error)}.` });
  }
}

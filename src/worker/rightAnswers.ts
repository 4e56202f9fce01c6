/** Which validation examples a run answers rightly, as bits. */
import { packRight } from '../science/discordance.ts';
import type { Split } from '../datasets/dataset.ts';
import type { EngineRun } from '../engine/engine.ts';

/** Examples that are asked at once. */
const AT_ONCE = 1000;

/**
 * Bits of all examples of the split, the first in the lowest bit of the first byte. As an evaluation counts: the largest output
 * is the answer, of equal ones the first, and an output that is no number is wrong. `breathe` is waited for between pieces.
 */
export async function rightAnswers(
  run: Pick<EngineRun, 'predict'>,
  { inputs, labels, count }: Split,
  classes: number,
  breathe: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const each = inputs.length / count;
  const right: boolean[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = Math.min(AT_ONCE, count - from);
    const outputs = await run.predict(inputs.subarray(from * each, (from + rows) * each), rows);
    for (let row = 0; row < rows; row++) {
      const at = row * classes;
      let best = 0;
      for (let c = 1; c < classes; c++) if (outputs[at + c] > outputs[at + best]) best = c;
      right.push(!Number.isNaN(outputs[at + best]) && best === labels[from + row]);
    }
    await breathe();
  }
  return packRight(right);
}

/** The first update as it is on paper. Where the engine or the set-up changed: `npx vitest run --project unit tests/faces/learn/anatomyRecorded.test.ts -u`. */
import { expect, it } from 'vitest';
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import { recordedUpdate } from '../../../src/faces/learn/figures/anatomyRecorded.ts';
import { ANATOMY } from '../../../src/faces/learn/figures/anatomySetup.ts';
import { createAnatomy } from '../../../src/worker/anatomy.ts';

/** Enough for a picture and its numbers. */
const DIGITS = 6;

const plain = (_: string, value: unknown): unknown => {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as Float64Array, (one) => Number(one.toPrecision(DIGITS)));
  return typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;
};

it('is the one that the engine makes', async () => {
  const anatomy = await createAnatomy(ANATOMY, await startCpuEngine());
  const shown = await anatomy.next(ANATOMY.batchSize);
  const text = JSON.stringify({ lesson: anatomy.lesson, shown }, plain);
  await expect(`${text}\n`).toMatchFileSnapshot('../../../src/faces/learn/figures/anatomyRecorded.json');
  const read = recordedUpdate();
  expect(JSON.stringify(read, plain)).toBe(text);
  expect(read.lesson.order).toBeInstanceOf(Uint32Array);
  expect(read.shown.mean).toBeInstanceOf(Float64Array);
});

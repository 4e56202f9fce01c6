import { expect, it } from 'vitest';
import { trainingDigests } from './digests.ts';
import expected from './digests.json' with { type: 'json' };

it('trains to the bits that were written down, twice (after a change of the kernels: write down what comes out)', async () => {
  expect(await trainingDigests()).toEqual(expected);
  expect(await trainingDigests()).toEqual(expected);
});

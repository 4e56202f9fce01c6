import { expect, test } from 'vitest';
import { formatBytes } from '../../../src/experiment/format.ts';
import { predictedMemory, STACK_PARTS } from '../../../src/experiment/memoryPrediction.ts';
import { formulaOf } from '../../../src/ui/memory/formulas.ts';
import { configOf } from '../../experiment/support.ts';

/** Bytes that a formula comes to. */
const worth = (formula: string): number =>
  (/4(?: × [\d,]+)*$/.exec(formula)?.[0] ?? '')
    .split(' × ')
    .reduce((all, factor) => all * Number(factor.replaceAll(',', '')), 1);

test('a formula without “≈” comes to the bytes beside it', () => {
  let exact = 0;
  for (const model of ['softmax', 'mlp', 'cnn', 'cnn-bn'] as const)
    for (const optimizer of ['sgd', 'momentum', 'adam'] as const)
      for (const microBatch of ['0', '7'])
        for (const engine of ['cpu', 'webgl'] as const) {
          const config = configOf({ model, optimizer, microBatch, batchSize: '100' });
          const { parts } = predictedMemory(config, engine, 100);
          for (const part of STACK_PARTS) {
            const formula = formulaOf(part, config, engine);
            if (parts[part] === 0 || formula === '' || formula.includes('≈')) continue;
            exact++;
            const off = Math.abs(worth(formula) - parts[part]) / parts[part];
            expect(off, `${model} ${engine} ${part}: ${formula} is ${formatBytes(parts[part])}`).toBeLessThan(
              0.005,
            );
          }
        }
  expect(exact).toBeGreaterThan(100);
});

test('weights that the cpu engine pads are about, those of TensorFlow.js exactly, 4 bytes a number', () => {
  const config = configOf({ model: 'cnn', batchSize: '100' });
  expect(formulaOf('weights', config, 'cpu')).toBe('≈ 4 × 5,994');
  expect(formulaOf('batch', config, 'cpu')).toBe('4 × 100 × 784');
  expect(formulaOf('gradients', config, 'webgl')).toBe('4 × 5,994');
});

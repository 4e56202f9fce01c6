/** The bits of whole trainings as short strings, the same wherever the module runs. */
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import type { ModelSpec } from '../../../src/experiment/model.ts';
import { epochOrder } from '../../../src/science/batch.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from '../cases.ts';
import { wide } from './wide.ts';

const EXAMPLES = 50;
const EPOCHS = 6;

interface Digested {
  name: string;
  model: ModelSpec;
  batch: number;
}

const DIGESTED: Digested[] = [
  ...CASES.map(({ name, model }, i) => ({ name, model, batch: 1 + 3 * i })),
  { name: 'mlp 11-44-44-3', model: wide(44), batch: 3 },
];

/** FNV-1a over the bytes of `arrays`. */
function digest(arrays: readonly (Float32Array | Float64Array)[]): string {
  let h = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of arrays)
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) h = Math.imul(h ^ byte, 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}

/**
 * One line for every model: its name and the digests of losses, state, scores and probabilities, and norms of gradients;
 * an optimiser in turn.
 */
export async function trainingDigests(): Promise<string[]> {
  const engine = await startCpuEngine();
  const lines: string[] = [];
  for (const [i, { name, model, batch }] of DIGESTED.entries()) {
    const data = randomData(model, EXAMPLES);
    const optimizer = OPTIMIZERS[i % OPTIMIZERS.length];
    const run = engine.createRun({ model, optimizer, data, weights: stirredWeights(model) });
    for (let epoch = 0; epoch < EPOCHS; epoch++) run.update(epochOrder(1, epoch, EXAMPLES), batch, 0.01);
    const losses = await run.losses();
    const { tensors, slots } = await run.state();
    const { loss } = await run.evaluate('validation', EXAMPLES);
    const seen = [Float32Array.of(loss), await run.predict(data.validation.inputs, EXAMPLES)];
    const examples = !model.layers.some(({ kind }) => kind === 'batchNorm');
    const wanted = { examples, microBatch: 4 };
    const norms = run.updateMeasured(epochOrder(1, EPOCHS, EXAMPLES), 20, 0.01, wanted);
    const lists = [norms.gradients, ...norms.microBatches, ...norms.examples].map((own) =>
      Float64Array.from(own),
    );
    const after = await run.state();
    const measured = digest([...lists, await run.losses(), ...after.tensors, ...after.slots]);
    lines.push(`${name}: ${digest([losses])} ${digest([...tensors, ...slots])} ${digest(seen)} ${measured}`);
    run.dispose();
  }
  return lines;
}

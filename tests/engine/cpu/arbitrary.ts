/** Random networks, small enough for the float64 reference. */
import fc from 'fast-check';
import { outputShape, type LayerSpec, type ModelSpec } from '../../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';

const functions = fc.constantFrom('relu' as const, 'tanh' as const, 'sigmoid' as const);

/** What a layer is to be, before it is known what fits. */
interface Wish {
  kind: LayerSpec['kind'];
  n: number;
  fn: 'relu' | 'tanh' | 'sigmoid';
}

const kinds = (...of: LayerSpec['kind'][]): fc.Arbitrary<Wish> =>
  fc.record({ kind: fc.constantFrom(...of), n: fc.integer({ min: 1, max: 13 }), fn: functions });

function layerFor({ kind, n, fn }: Wish, name: string, shape: readonly number[]): LayerSpec | undefined {
  const flat = shape.length === 1;
  const most = Math.min(...shape.slice(0, 2));
  switch (kind) {
    case 'dense':
      return flat ? { kind, name, units: n } : undefined;
    case 'conv':
      return flat ? undefined : { kind, name, filters: n, size: 1 + (n % Math.min(5, most)) };
    case 'maxPool':
      return flat ? undefined : { kind, name, size: 1 + (n % Math.min(3, most)) };
    case 'batchNorm':
      return { kind, name };
    case 'activation':
      return { kind, name, fn };
    case 'flatten':
      return { kind, name };
    default:
      return kind satisfies never;
  }
}

function build(
  inputShape: number[],
  wishes: readonly Wish[],
  classes: number,
  loss: ModelSpec['loss'],
): ModelSpec {
  const layers: LayerSpec[] = [];
  let shape: readonly number[] = inputShape;
  const add = (wish: Wish): void => {
    const layer = layerFor(wish, `l${layers.length}`, shape);
    if (!layer) return;
    layers.push(layer);
    shape = outputShape(layer, shape);
  };
  wishes.forEach(add);
  if (shape.length > 1) add({ kind: 'flatten', n: 0, fn: 'relu' });
  add({ kind: 'dense', n: classes, fn: 'relu' });
  return { inputShape, layers, loss };
}

const losses = fc.constantFrom('softmaxCrossEntropy' as const, 'squaredError' as const);
const classes = fc.integer({ min: 2, max: 13 });

export const flatModels = (norm: boolean): fc.Arbitrary<ModelSpec> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: 70 }),
      fc.array(kinds('dense', 'dense', 'activation', ...(norm ? (['batchNorm'] as const) : [])), {
        maxLength: 5,
      }),
      classes,
      losses,
    )
    .map(([n, wishes, c, loss]) => build([n], wishes, c, loss));

/** The same without a bias here and there, and every second one with a number for an answer. */
export const unbiasedModels: fc.Arbitrary<ModelSpec> = fc
  .tuple(flatModels(false), fc.boolean(), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
  .map(([{ inputShape, layers, loss }, number, biased]) => ({
    inputShape,
    layers: layers.map((layer, i): LayerSpec => {
      if (layer.kind !== 'dense') return layer;
      const units = number && i === layers.length - 1 ? 1 : layer.units;
      return { ...layer, units, ...(!biased[i] && { bias: false }) };
    }),
    loss: number ? 'squaredError' : loss,
  }));

export const pictureModels = (norm: boolean): fc.Arbitrary<ModelSpec> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 6 }),
      fc.array(
        kinds(
          'conv',
          'conv',
          'maxPool',
          'activation',
          'flatten',
          'dense',
          ...(norm ? (['batchNorm'] as const) : []),
        ),
        { maxLength: 5 },
      ),
      classes,
      losses,
    )
    .map(([height, width, channels, wishes, c, loss]) => build([height, width, channels], wishes, c, loss));

const decay = fc.constantFrom(0, 0.01);
export const optimizers: fc.Arbitrary<OptimizerSpec> = fc.oneof(
  fc.record({ id: fc.constant('sgd' as const), weightDecay: decay }),
  fc.record({ id: fc.constant('momentum' as const), momentum: fc.constant(0.9), weightDecay: decay }),
  fc.record({
    id: fc.constant('adam' as const),
    beta1: fc.constant(0.9),
    beta2: fc.constant(0.99),
    epsilon: fc.constant(1e-3),
    weightDecay: decay,
  }),
);

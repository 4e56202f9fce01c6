/** A run of which every update is taken apart: whose gradients went into it, what they come to, and the full gradient beside. */
import type { Dataset } from '../datasets/dataset.ts';
import { generate, isGenerated } from '../datasets/generate.ts';
import type { Engine } from '../engine/engine.ts';
import { optimizerOf, type ExperimentConfig } from '../experiment/config.ts';
import { modelOf } from '../experiment/derive.ts';
import { parameterTensors } from '../experiment/model.ts';
import { initialWeights } from '../experiment/weights.ts';
import { createRandom, permutation } from '../science/random.ts';
import type { Dissection, Lesson, Spread } from './anatomyProtocol.ts';
import { Course } from './course.ts';
import { createGradients, squareOf, type Gradients } from './gradients.ts';

export interface Anatomy {
  lesson: Lesson;
  next(batchSize: number): Promise<Dissection>;
  spread(batchSizes: readonly number[], draws: number): Promise<Spread[]>;
  end(): void;
}

/** An epoch that never comes: the reader stops it. */
const EPOCHS = 1e6;

const all = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

/** @throws Error where the configuration is not plain SGD on generated points: its updates could not be drawn. */
function dataOf(config: ExperimentConfig): Dataset {
  const { dataset, optimizer, weightDecay } = config;
  if (!isGenerated(dataset) || optimizer !== 'sgd' || weightDecay !== 0)
    throw new Error('Only plain SGD on generated examples is taken apart.');
  return generate(dataset, config);
}

export async function createAnatomy(config: ExperimentConfig, engine: Engine): Promise<Anatomy> {
  const data = dataOf(config);
  const { count, inputs, labels } = data.training;
  const model = modelOf(config);
  const weights = initialWeights(model, config.seed);
  const setup = { model, optimizer: optimizerOf(config), data, weights, batchSize: count };
  const run = engine.createRun(setup);
  /** Gradients come from a run of their own, so that the one that trains goes on as if nobody had looked. */
  const looking = engine.createRun(setup);
  const gradients: Gradients = createGradients(looking, model);
  const course = new Course({
    seed: config.seed,
    count,
    epochs: EPOCHS,
    remainder: 'weighted',
    batchSize: 1,
  });
  const trainable = parameterTensors(model).map((spec) => spec.trainable);

  const flat = (tensors: readonly Float32Array[]): Float64Array =>
    Float64Array.from(tensors.filter((_, k) => trainable[k]).flatMap((tensor) => [...tensor]));
  const orderNow = (): Uint32Array => course.next(count).slice();
  /** One after another, as long as the weights each. */
  const singles = async (indices: Uint32Array): Promise<Float64Array> => {
    const found = new Float64Array(indices.length * gradients.length);
    for (const [at, index] of indices.entries())
      found.set((await gradients.piece(Uint32Array.of(index))).gradient, at * gradients.length);
    return found;
  };
  /** Gradients are those at the weights of now. */
  const look = async (): Promise<Float64Array> => {
    const { tensors } = await run.state();
    gradients.at(tensors);
    return flat(tensors);
  };
  /** Whole, also where some of it is visited. */
  let order = orderNow();

  return {
    lesson: {
      points: Float32Array.from(inputs),
      labels: Uint8Array.from(labels),
      count,
      weights: flat(weights),
      order,
    },

    async next(batchSize) {
      course.retune(batchSize);
      const { visited, epochsDone: epoch } = course;
      const indices = course.next(1).slice();
      const before = await look();
      const examples = await singles(indices);
      const mean = (await gradients.piece(indices)).gradient.slice();
      const full = await gradients.mean(all(count));
      run.update(indices, indices.length, config.learningRate);
      const [loss] = await run.losses();
      const after = await look();
      const { accuracy = 0 } = await run.evaluate('training', count);
      course.advance(1);
      const place = { update: course.place.update, epoch, order, visited };
      if (course.updatesLeft === 0) {
        course.endEpoch();
        order = orderNow();
      }
      return { ...place, batchSize, indices, examples, mean, full, before, after, loss, accuracy };
    },

    async spread(batchSizes, draws) {
      await look();
      const own = await singles(all(count));
      const full = meanOf(own, all(count), gradients.length);
      const random = createRandom(config.seed, `spread ${course.place.update}`);
      return batchSizes.map((batchSize) => {
        let sum = 0;
        for (let draw = 0; draw < draws; draw++) {
          const indices = permutation(count, random).subarray(0, batchSize);
          const one = meanOf(own, indices, gradients.length);
          sum += squareOf(one.map((value, i) => value - full[i]));
        }
        return { batchSize, draws, meanSquare: sum / draws };
      });
    },

    end() {
      run.dispose();
      looking.dispose();
    },
  };
}

/** Mean of some of the gradients that lie one after another. */
function meanOf(examples: Float64Array, indices: Uint32Array, length: number): Float64Array {
  const mean = new Float64Array(length);
  for (const index of indices)
    for (let i = 0; i < length; i++) mean[i] += examples[index * length + i] / indices.length;
  return mean;
}

/** From data to a training that can begin: start the engine, restore the weights, forecast the pace. */
import { optimizerOf } from '../experiment/config.ts';
import { modelOf } from '../experiment/derive.ts';
import { memorySetup } from '../experiment/memoryLimit.ts';
import { outputCount, sizeOf } from '../experiment/model.ts';
import { rulesSetup } from '../experiment/runRules.ts';
import { initialWeights } from '../experiment/weights.ts';
import type { EngineRun } from '../engine/engine.ts';
import { accumulationNotes } from './accumulation.ts';
import type { Announcer } from './announcer.ts';
import { Checkpoints } from './checkpoints.ts';
import { groupSize, type Columns } from './columns.ts';
import type { Control } from './control.ts';
import { Course } from './course.ts';
import { Fault, tooLarge } from './faults.ts';
import { forecastPace } from './forecast.ts';
import { freshDraws } from './freshDraws.ts';
import { Judge } from './judge.ts';
import type { Outbox } from './outbox.ts';
import type { Command } from './protocol.ts';
import type { LoadedData, SessionTools, StartedEngine } from './tools.ts';
import { Training } from './training.ts';

export type StartCommand = Extract<Command, { type: 'start' }>;

/** An engine that needs longer will not come. */
const ENGINE_START_MS = 60_000;
const ENGINE_EXPECTED_MS = 1500;
/** Examples that an evaluation takes at once, about. */
const MANY = 500;

export interface Surroundings {
  /** On its way since before the data were loaded. */
  engine: Promise<StartedEngine>;
  discardEngine(): void;
  columns: Columns;
  tools: SessionTools;
  announcer: Announcer;
  control: Control;
  outbox: Outbox;
}

export interface Prepared {
  run: EngineRun;
  /** Defined once it has begun. */
  training: Training | undefined;
  begin(): Promise<void>;
}

export async function prepare(
  command: StartCommand,
  { dataset, notes }: LoadedData,
  around: Surroundings,
): Promise<Prepared> {
  const { runId, config, resumeFrom } = command;
  const { tools, announcer, control, outbox, columns } = around;
  const model = modelOf(config);
  const numbers = dataset.training.targets !== undefined;
  if (outputCount(model) !== (numbers ? 1 : dataset.classes))
    throw new Error(
      `the model has ${outputCount(model)} outputs and the data ${numbers ? 'one number' : `${dataset.classes} classes`}`,
    );
  announcer.say({ name: 'starting-engine' }, ENGINE_EXPECTED_MS, resumeFrom?.position);
  const { engine, asked, got, why } = await arrival(command, around);
  const { device, software } = engine.info;
  outbox.send({
    type: 'ready',
    runId,
    engine: { asked, got, why, device, software },
    trainingCount: dataset.training.count,
    validationCount: dataset.validation.count,
    notes: [...notes, ...accumulationNotes(model, config)],
  });

  const inputBytes = 4 * dataset.training.count * sizeOf(dataset.inputShape);
  const { maxBufferBytes = Infinity } = engine.info;
  if (inputBytes > maxBufferBytes)
    throw tooLarge(config.dataset, engine.info.name, inputBytes, maxBufferBytes);

  const batchSize = resumeFrom?.batchSize ?? config.batchSize;
  const { seed, epochs, remainder } = config;
  const count = dataset.training.count;
  if (batchSize > count)
    throw new Error(`batch size ${batchSize} is more than the ${count} training examples`);
  const course = new Course(
    { seed, epochs, remainder, count, batchSize },
    resumeFrom && {
      ...resumeFrom.position,
      epochsDone: resumeFrom.epochsDone,
      visited: resumeFrom.visited,
    },
  );
  columns.group = groupSize(course.place.update + course.updatesPlanned);
  columns.made = Math.floor(course.place.update / columns.group);

  const weights = resumeFrom?.tensors ?? initialWeights(model, seed);
  const run = engine.createRun({
    ...{ model, optimizer: optimizerOf(config), data: dataset, weights, batchSize },
    ...memorySetup(config),
    ...rulesSetup(config),
  });
  const prepared: Prepared = { run, training: undefined, begin };
  return prepared;

  async function begin(): Promise<void> {
    if (resumeFrom) {
      const { tensors, slots, startShare, position } = resumeFrom;
      run.restore({ tensors, slots, startShare, updates: position.update });
    }
    const place = { ...course.place, seconds: resumeFrom?.position.seconds ?? 0 };
    const { updateMs, measured } = await forecastPace(
      model,
      batchSize,
      engine.info,
      tools,
      (size) => control.guard(run.measure(size)),
      (expectedMs) => announcer.before('measuring', expectedMs, place),
    );
    const manyMs = tools.predictedUpdateMs(model, MANY, engine.info.name, engine.info.software);
    outbox.send({ type: 'pace', runId, updateMs, batchSize, measured });
    prepared.training = new Training({
      ...{ runId, run, course, columns, outbox, announcer, control, tools, updateMs, measured },
      leastMs: tools.predictedUpdateMs(model, 1, engine.info.name, engine.info.software),
      judge: new Judge({
        ...{ runId, engine, run, data: dataset, outbox, announcer, control, tools },
        exampleMs: Math.min(updateMs / batchSize, manyMs / MANY),
      }),
      checkpoints: new Checkpoints({ runId, run, engine: { got, why }, outbox, control, tools }),
      learningRate: resumeFrom?.learningRate ?? config.learningRate,
      seconds: place.seconds,
      trainingCount: count,
      draw: freshDraws(dataset, run, seed),
      fresh: resumeFrom === undefined,
    });
    await prepared.training.complete();
  }
}

/** The engine, or its failure to appear in time. */
async function arrival(
  { config }: StartCommand,
  { engine, discardEngine, tools, control }: Surroundings,
): Promise<StartedEngine> {
  const cancel = tools.after(ENGINE_START_MS, () => {
    discardEngine();
    control.end(
      new Fault({
        code: 'gpu-error',
        message: `Engine ${config.engine} did not start within a minute.`,
        advice: 'Engine CPU needs no graphics processor.',
      }),
    );
  });
  try {
    return await control.guard(engine);
  } finally {
    cancel();
  }
}

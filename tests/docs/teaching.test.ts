import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { initialConfig } from '../../src/experiment/draft.ts';
import { formatNumber } from '../../src/experiment/format.ts';
import { predictedLargest } from '../../src/experiment/memoryPrediction.ts';
import { updatesPerEpoch } from '../../src/science/batch.ts';
import { targetView } from '../../src/sweep/analyse/targetView.ts';
import { verdict } from '../../src/sweep/analyse/verdict.ts';
import { about } from '../../src/sweep/analyse/words.ts';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { defaultTalk } from '../../src/ui/talk/defaultTalk.ts';
import { recorded } from '../recordings/support.ts';

const text = readFileSync(new URL('../../docs/teaching.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');
const list = (values: readonly (number | string)[]): string => {
  const words = values.map(String);
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
};
const [race, tuned, target, noise, generalise] = ['race', 'race-tuned', 'target', 'noise', 'generalise'].map(
  (id) => recorded(id).data,
);
/** What a sentence of a recording says there, as it stands. */
const found = (sentence: string, pattern: RegExp): string => {
  const [match] = pattern.exec(sentence) ?? [];
  if (match === undefined) throw new Error(`"${sentence}" has no ${pattern}`);
  return match;
};

/** Validation accuracies at the last look at or before an update and the first at or after it, of every seed. */
function around({ runs }: SweepData, batchSize: number, update: number): number[] {
  const own = runs.filter(({ trial }) => trial.role === 'run' && trial.config.batchSize === batchSize);
  return own.flatMap(({ series }) => {
    const looks = series.evaluations.filter(({ split }) => split === 'validation');
    const before = looks.findLast((look) => look.update <= update);
    const after = looks.find((look) => look.update >= update);
    return [before, after].map((look) => look?.accuracy ?? NaN);
  });
}

/** Of a batch size's runs at their ends, mean over the seeds. */
function meanEnd({ runs }: SweepData, batchSize: number): number {
  const ends = runs
    .filter(({ trial }) => trial.role === 'run' && trial.config.batchSize === batchSize)
    .map(({ series }) => series.evaluations.findLast(({ split }) => split === 'validation')?.accuracy ?? NaN);
  return ends.reduce((sum, end) => sum + end, 0) / ends.length;
}

it('an epoch has so many updates', () => {
  const [all, kept, dropped] = [
    updatesPerEpoch(10_000, 100, 'keep'),
    updatesPerEpoch(10_000, 32, 'keep'),
    updatesPerEpoch(10_000, 32, 'drop'),
  ];
  expect(text).toContain(`1. ${all}; ${kept} with the last batch kept, ${dropped} with it dropped.`);
});

it('the race ends as it was recorded', () => {
  const accuracies = [...verdict(race).matchAll(/\d+\.\d%/g)].map(([one]) => one).slice(0, 3);
  const updates = race.spec.batchSizes.map((size) =>
    formatNumber(race.runs.find(({ trial }) => trial.config.batchSize === size)?.trial.updates ?? NaN),
  );
  const [a, b, c] = accuracies;
  expect(text).toContain(
    `2. Batch size 8: ${a}, against ${b} at 64 and ${c} at 1,024, after ${list(updates)} updates.`,
  );
  expect(found(verdict(race), /at equal updates \(\d+\) 3 seeds cannot tell apart batch/)).toContain(
    `(${updates.at(-1)})`,
  );
  expect(text).toContain(`3. At ${updates.at(-1)} updates every seed of 1,024 is above every seed of 8`);
  const shared = Number(updates.at(-1));
  expect(Math.min(...around(race, 1024, shared))).toBeGreaterThan(Math.max(...around(race, 8, shared)));
});

it('each has its best learning rate', () => {
  const rateAt = (size: number): number | undefined =>
    tuned.runs.find(({ trial }) => trial.role === 'run' && trial.config.batchSize === size)?.trial.config
      .learningRate;
  const [at8, at64] = [...verdict(tuned).matchAll(/\d+\.\d%/g)].map(([one]) => one);
  expect(verdict(tuned)).toContain('At equal epochs (4) 3 seeds cannot tell apart batch sizes 8 and 64');
  expect(text).toContain(`5. ${rateAt(8)} at 8, ${rateAt(1024)} at 1,024.`);
  expect(text).toContain(`no clear winner any more: ${at8} and ${at64}. 1,024 gains almost nothing by it`);
  const gain = (size: number): number => meanEnd(tuned, size) - meanEnd(race, size);
  expect(gain(64)).toBeGreaterThan(0.03);
  expect(Math.abs(gain(1024))).toBeLessThan(0.01);
  const talk = defaultTalk()
    .scenes.map(({ notes }) => notes)
    .join(' ');
  expect(talk).toContain('64 comes close to 8, 1,024 hardly gains in its 24 updates');
  expect(Math.abs(meanEnd(tuned, 8) - meanEnd(tuned, 64))).toBeLessThan(0.01);
});

it('so many updates and examples lead to 90%', () => {
  const { points } = targetView(target, { metric: 'accuracy', value: 0.9 });
  const [updates, examples] = (['updates', 'examples'] as const).map((unit) =>
    points.map((point) => about(point[unit]?.value ?? NaN)),
  );
  expect(text).toContain(`Updates: ${list(updates)}. Examples: ${list(examples)}.`);
  const saved = points.map(
    ({ updates: { value } = { value: NaN } }, i) => (points[i - 1]?.updates?.value ?? NaN) / value,
  );
  expect(saved.findIndex((factor) => factor < 2)).toBe(2);
  expect(text).toContain(`From 16 on: four times the batch, and ${updates[1]} updates become ${updates[2]}.`);
  const critical = found(verdict(target), /The critical batch size is about [^:]*: \d+ to \d+\)/);
  expect(text).toContain(`${critical.replace('The critical batch size is', 'the critical batch size is')}.`);
});

it('the noise scale grows', () => {
  const [before, after, at] =
    /from (\d+) .* to about (\d+) .* after (\d+) updates/.exec(verdict(noise))?.slice(1) ?? [];
  expect(text).toContain(`7. ${before} before training, about ${after} after ${at} updates.`);
});

it('so much fits', () => {
  const config = { ...initialConfig(), model: 'cnn' as const };
  const [sgd, adam] = (['sgd', 'adam'] as const).map((optimizer) =>
    predictedLargest({ ...config, optimizer }, 'cpu', 64e6),
  );
  expect(text).toContain(`8. ${formatNumber(sgd)} with SGD, ${formatNumber(adam)} with Adam`);
  expect(text).toContain(`At ${formatNumber(sgd + 1)} the run stops`);
});

it('generalisation is told as far as it can be', () => {
  const told = found(verdict(generalise), /\d\.\d points above B = 256 \(.*?\)/).replace(
    ' above B = 256',
    '',
  );
  expect(verdict(generalise)).toContain('The other pairs cannot be told apart.');
  expect(text).toContain(`10. Only 4 and 256: ${told}.`);
});

it('the race’s command is that of the preset', () => {
  const { base, batchSizes, seeds, budget } = race.spec;
  expect(text).toContain(
    `--size ${base.size} --batch-sizes ${batchSizes.join(',')} --seeds ${seeds} --learning-rate ${base.learningRate} --lr-rule ${race.spec.lrRule} --epochs ${budget.amount}`,
  );
});

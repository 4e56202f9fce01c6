/** What the study uses of src/: the same analyses as Compare. */
export { formatNumber } from '../../src/experiment/format.ts';
export { importSweepText } from '../../src/experiment/sweepResults.ts';
export { ruledRate } from '../../src/science/lrRule.ts';
export { criticalBatch } from '../../src/sweep/analyse/critical.ts';
export { finalEvaluation } from '../../src/sweep/analyse/guard.ts';
export { grouped } from '../../src/sweep/analyse/groups.ts';
export { noiseView } from '../../src/sweep/analyse/noiseView.ts';
export { targetView } from '../../src/sweep/analyse/targetView.ts';
export { configOf } from '../../src/sweep/plan.ts';
export { meanInterval } from '../../src/science/paired.ts';
export { tunedRate } from '../../src/sweep/tuning.ts';
export { batchColor } from '../../src/ui/charts/batchColor.ts';

/** What the lab uses of src/, bundled once by bundle.mjs. */
export { armConfig, armId, armOf, sameArm } from '../../src/experiment/arms.ts';
export { DATASETS } from '../../src/experiment/catalog.ts';
export { trainingCount } from '../../src/experiment/derive.ts';
export { draftOf, editDraft, initialConfig, readDraft } from '../../src/experiment/draft.ts';
export { FILE_LIMIT } from '../../src/experiment/fileLimit.ts';
export { FIELD_ORDER, FIELDS } from '../../src/experiment/fields.ts';
export { formatBytes, formatDuration, formatNumber } from '../../src/experiment/format.ts';
export { JobFault } from '../../src/experiment/job.ts';
export { sizeOf } from '../../src/experiment/model.ts';
export { defaultSweep, readSweep } from '../../src/experiment/sweepFields.ts';
export { exportSweep, importSweepText } from '../../src/experiment/sweepResults.ts';
export { withoutLosses } from '../../src/experiment/sweepText.ts';
export {
  decodeSweepLink,
  draftOfTexts,
  encodeSweepLink,
  KEY_OF,
  SWEEP_KEYS,
} from '../../src/experiment/sweepUrl.ts';
export { recordingFrom } from '../../src/recordings/make.ts';
export { verdict } from '../../src/sweep/analyse/verdict.ts';
export { countOf } from '../../src/sweep/plan.ts';
export { PRESETS } from '../../src/sweep/presets.ts';
export { createSweepRunner } from '../../src/sweep/runner.ts';

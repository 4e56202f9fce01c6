/** Update times that are to be measured anew, or on one more engine, when a sweep goes on. */
import type { EngineName } from '../experiment/config.ts';
import type { SweepData } from '../experiment/sweep.ts';

/** Times that a file brought, of another machine or of another day. */
export const areImported = ({ speeds }: SweepData): boolean =>
  speeds.some(({ environment }) => environment !== undefined);

/** How many updates the runs make that are there, by a budget in seconds, follows from the times that are there. */
const holdsRuns = ({ spec, runs }: SweepData): boolean =>
  spec.kind === 'train' && spec.budget.unit === 'seconds' && runs.length > 0;

/** Without times of elsewhere, so that they are measured here; as it is where runs were made by them. */
export function timedHere(data: SweepData): SweepData {
  if (!areImported(data) || holdsRuns(data)) return data;
  return { ...data, speeds: data.speeds.filter(({ environment }) => environment === undefined) };
}

/** With one more of the engines that the browser offers. */
export const timedOn = (data: SweepData, engine: EngineName): SweepData => ({
  ...data,
  offers: data.offers?.map((offer) => (offer.engine === engine ? { ...offer, timed: true } : offer)),
});

/** Without the times that could not be measured, so that they are tried again. */
export function withoutFailedTimes(data: SweepData): SweepData {
  const speeds = data.speeds.filter(({ failed }) => failed === undefined);
  return speeds.length === data.speeds.length ? data : { ...data, speeds };
}

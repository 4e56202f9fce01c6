/** The target that a view goes by: the one chosen, where these tasks can have it, else the sweep's. */
import { metricsOf, targetOf } from '../../../sweep/analyse/question.ts';
import type { SweepData, Target } from '../../../experiment/sweep.ts';

export const chosenTarget = (data: SweepData, chosen: Target | undefined): Target =>
  chosen && metricsOf(data.spec).includes(chosen.metric) ? chosen : targetOf(data);

/** What is exported: every kept run, and where it was made. */
import type { Environment, ResultInput } from '../experiment/results.ts';
import type { Explorer } from './explorer.ts';

export function resultInputs({ store, series }: Explorer): ResultInput[] {
  return store.getState().runs.flatMap((record) => {
    const recorded = series.get(record.id);
    return recorded ? [{ record, series: recorded }] : [];
  });
}

export function environment(): Environment {
  const memoryGB = (navigator as { deviceMemory?: number }).deviceMemory;
  return {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    ...(memoryGB === undefined ? {} : { memoryGB }),
  };
}

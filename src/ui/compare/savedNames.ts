/** Names of kept sweeps: their question or set-up, and where several have one in common, what tells them apart. */
import { distinctions } from '../../experiment/differences.ts';
import { FIELD_ORDER } from '../../experiment/fields.ts';
import type { SweepSpec } from '../../experiment/sweep.ts';
import type { SweepSummary } from '../../sweep/keep.ts';
import { PRESETS } from '../../sweep/presets.ts';
import { setupLine } from './setupWords.ts';

type Named = Pick<SweepSummary, 'preset' | 'spec'>;

const scalesRate = ({ lrRule }: SweepSpec): boolean => lrRule === 'linear' || lrRule === 'sqrt';

/** In their order. Sweeps with the same name then have the same set-up. */
export function savedNames(saved: readonly Named[]): string[] {
  const names = saved.map(
    ({ preset, spec }) => PRESETS.find(({ id }) => id === preset)?.question ?? setupLine(spec),
  );
  const full = [...names];
  for (const name of new Set(names)) {
    const alike = [...names.keys()].filter((i) => names[i] === name);
    const told = toldApart(alike.map((i) => saved[i].spec));
    alike.forEach((i, k) => (full[i] = [name, ...told[k]].join(' — ')));
  }
  return full;
}

/** The base's own batch size matters to a rule of the learning rate alone; its epochs never, since the budget is named. */
function toldApart(specs: readonly SweepSpec[]): string[][] {
  const keys = FIELD_ORDER.filter(
    (key) => key !== 'epochs' && (key !== 'batchSize' || specs.some(scalesRate)),
  );
  const settings = distinctions(
    specs.map(({ base }) => base),
    keys,
  );
  const noise = new Set(specs.map((spec) => spec.noise)).size > 1;
  return specs.map((spec, i) => [
    ...(settings[i] === '' ? [] : [settings[i]]),
    ...(noise && spec.noise ? ['with the noise scale'] : []),
  ]);
}

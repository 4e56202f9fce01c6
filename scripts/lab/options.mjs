/** The lab's command line: every setting that a link has, as an option of the same name with hyphens. */
import { parseArgs } from 'node:util';

/** What cannot be done as asked: exit code 2. */
export class Usage extends Error {}

/** Options that are not settings. */
export const OWN = {
  out: {
    type: 'string',
    value: 'FILE',
    help: 'write the results here after every run (default: to stdout at the end)',
  },
  resume: { type: 'boolean', help: 'go on with the sweep in --out; its settings need not be repeated' },
  link: {
    type: 'string',
    value: 'LINK',
    help: 'take the settings of a link to Compare; options change them',
  },
  data: {
    type: 'string',
    value: 'DIR',
    help: 'where MNIST and Fashion-MNIST lie (default: public/datasets)',
  },
  workers: { type: 'string', value: 'N', help: 'threads, one run each (default: all cores)' },
  quiet: { type: 'boolean', help: 'no progress' },
  help: { type: 'boolean', help: 'this text' },
};

export const hyphened = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const SWITCHES = ['noiseScale'];

/** Keys of the sweep's own settings; `view` says in a link which page it is for. */
export const sweepKeys = ({ SWEEP_KEYS }) => SWEEP_KEYS.filter((key) => key !== 'view');

/** { own, settings }: the options that were given; settings by their keys in a link. @throws Usage */
export function readArguments(lab, args) {
  const keys = [...lab.FIELD_ORDER, ...sweepKeys(lab)];
  const options = Object.fromEntries([
    ...Object.entries(OWN).map(([name, { type }]) => [name, { type }]),
    ...keys.map((key) => [hyphened(key), { type: SWITCHES.includes(key) ? 'boolean' : 'string' }]),
  ]);
  let values;
  try {
    ({ values } = parseArgs({ args, options, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new Usage(error.message);
  }
  const settings = new Map();
  for (const key of keys) {
    const value = values[hyphened(key)];
    if (value !== undefined) settings.set(key, value === true ? '1' : value);
  }
  const own = Object.fromEntries(Object.keys(OWN).map((name) => [name, values[name]]));
  return { own, settings };
}

/** "updates:1000" is a budget and its unit. */
function splitBudget(settings) {
  const budget = settings.get('budget');
  const at = budget?.indexOf(':') ?? -1;
  if (at < 0) return;
  if (settings.has('budgetUnit'))
    throw new Usage(`--budget ${budget} names a unit, and so does --budget-unit.`);
  settings.set('budgetUnit', budget.slice(0, at));
  settings.set('budget', budget.slice(at + 1));
}

function startOf(lab, { link }, settings) {
  const name = settings.get('preset');
  if (link !== undefined && name !== undefined) throw new Usage('Give --link or --preset, not both.');
  if (name !== undefined) {
    const preset = lab.PRESETS.find(({ id }) => id === name);
    if (!preset)
      throw new Usage(`--preset “${name}” is none; choose ${lab.PRESETS.map(({ id }) => id).join(', ')}.`);
    return { spec: preset.spec, preset: name };
  }
  if (link === undefined) return {};
  const { spec, preset, notes } = lab.decodeSweepLink(link.replace(/^[^?]*\?/, '').replace(/#.*$/, ''));
  if (notes.length > 0) throw new Usage(`--link: ${notes.join('\n  ')}`);
  return { spec, preset };
}

/** The base settings: those of the start, changed by the options, what depends on them following. */
function baseOf(lab, start, settings) {
  let draft = lab.draftOf(start?.base ?? lab.initialConfig());
  for (const key of lab.FIELD_ORDER)
    if (settings.has(key)) draft = lab.editDraft(draft, key, settings.get(key));
  const { config, errors } = lab.readDraft(draft);
  const [wrong] = Object.entries(errors);
  if (wrong) throw new Usage(`--${hyphened(wrong[0])}: ${wrong[1]}`);
  if (config.engine === 'webgl' || config.engine === 'webgpu')
    throw new Usage(`--engine ${config.engine} needs a browser; the lab computes on cpu.`);
  return config;
}

/** What a sweep is where no option says otherwise. */
function usualOf(lab, start, config, settings) {
  if (!start) return lab.defaultSweep(config);
  const moved = settings.has('dataset') || settings.has('model');
  const { unit } = start.budget;
  const amount = unit === 'epochs' && settings.has('epochs') ? config.epochs : start.budget.amount;
  return {
    ...start,
    base: config,
    arms: moved || start.arms.length === 1 ? [lab.armOf(config)] : start.arms,
    budget: { ...start.budget, amount },
  };
}

/** The sweep that is asked for: { spec, preset }. @throws Usage that names the option. */
export function readSweepOptions(lab, own, given) {
  const settings = new Map(given);
  splitBudget(settings);
  const start = startOf(lab, own, settings);
  const config = baseOf(lab, start.spec, settings);
  const usual = usualOf(lab, start.spec, config, settings);
  const notes = [];
  const draft = lab.draftOfTexts(settings, usual, notes);
  if (notes.length > 0) throw new Usage(notes.join('\n'));
  const { spec, errors } = lab.readSweep(draft, config);
  if (spec) return { spec, preset: start.preset };
  throw new Usage(
    Object.entries(errors)
      .map(([key, message]) => `--${hyphened(lab.KEY_OF[key])}: ${message}`)
      .join('\n'),
  );
}

/** A number of threads. @throws Usage */
export function readWorkers(text, cores) {
  if (text === undefined) return cores;
  if (!/^[1-9]\d{0,2}$/.test(text))
    throw new Usage(`--workers “${text}” must be a whole number from 1 to 999.`);
  return Number(text);
}

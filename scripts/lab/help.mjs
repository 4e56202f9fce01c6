/** The lab's --help, made from the field table. */
import { hyphened, OWN } from './options.mjs';

const SWEEP_HELP = {
  kind: ['train|speed', 'speed: measure update times only'],
  preset: ['NAME', 'start from a preset of Compare'],
  arms: ['LIST', 'several tasks: digits.mlp,moons.mlp (instead of --dataset and --model)'],
  batchSizes: ['LIST', 'such as 8,64,512'],
  seeds: ['N', 'runs of each batch size, 1 to 10, from --seed on'],
  lrRule: [
    'RULE',
    'fixed, linear, sqrt: from --learning-rate at --batch-size; tuned: the best of five rates or more',
  ],
  budget: ['UNIT:AMOUNT', 'epochs:5, updates:1000, examples:60000 or seconds:10 (default: --epochs)'],
  budgetUnit: ['UNIT', 'the unit, where --budget is an amount alone'],
  until: ['METRIC:VALUE', 'a run ends when it has accuracy:0.9 (or accuracy:90%) or loss:0.3'],
  noiseScale: ['', 'measure the gradient noise scale while training'],
};

const wrap = (text, indent, width = 100) => {
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && indent + line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
};

const INDENT = 34;
const row = (name, value, text) => {
  const head = `  --${name}${value ? ` ${value}` : ''}`;
  const gap = head.length + 1 < INDENT ? ' '.repeat(INDENT - head.length) : `\n${' '.repeat(INDENT)}`;
  return `${head}${gap}${wrap(text, INDENT)}`;
};

function fieldRow(lab, key) {
  const field = lab.FIELDS[key];
  const config = lab.initialConfig();
  const options =
    field.kind === 'choice' ? ` One of ${field.options.map(({ value }) => value).join(', ')}.` : '';
  const value = { choice: 'NAME', integer: 'N', number: 'X', list: 'N-N' }[field.kind];
  return row(hyphened(key), value, `${field.help}${options} (${field.format(field.initial(config))})`);
}

export const helpText = (lab) => `npm run --silent lab -- [options]

Trains a sweep, batch sizes × seeds, on all cores, with the code of the page Compare, and writes the results file that
Compare reads (docs/results.md). Progress goes to stderr.

  npm run --silent lab -- --dataset mnist --model mlp --batch-sizes 8,64,512 --seeds 3 --learning-rate 0.1 \\
    --lr-rule fixed --epochs 2 --remainder keep --out results.json

The lab
${Object.entries(OWN)
  .map(([name, { value, help }]) => row(name, value, help))
  .join('\n')}

The sweep
${Object.entries(SWEEP_HELP)
  .map(([key, [value, help]]) => row(hyphened(key), value, help))
  .join('\n')}
  Presets: ${lab.PRESETS.map(({ id }) => id).join(', ')}.

Every other setting, with its default on digits
${lab.FIELD_ORDER.map((key) => fieldRow(lab, key)).join('\n')}

Exit codes
  0    all runs are there
  1    a run failed or diverged (the file holds all others), or the sweep could not be run
  2    bad usage: nothing was run or written
  130  interrupted (Ctrl-C): what was done is in --out; --resume goes on
`;

/** Prints what was measured, as tables in Markdown, and what follows from it. */
import { NETWORK_WORDS } from '../networks.mjs';
import { keysOf, times } from './judge.mjs';

const rounded = (rate) => {
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(2)}M`;
  if (rate >= 1e5) return `${(rate / 1e3).toFixed(0)}k`;
  if (rate >= 1e4) return `${(rate / 1e3).toFixed(1)}k`;
  if (rate >= 1e3) return `${(rate / 1e3).toFixed(2)}k`;
  return rate.toFixed(0);
};

function printRows(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  rows.forEach((row, i) => {
    const line = row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k])));
    console.log(`| ${line.join(' | ')} |`);
    if (i === 0)
      console.log(
        `| ${widths.map((width, k) => '-'.repeat(width - (k > 0)) + (k > 0 ? ':' : '')).join(' | ')} |`,
      );
  });
}

const heads = (cells) =>
  Object.entries(cells).flatMap(([model, batches]) =>
    batches.map((batch, i) => (i === 0 ? `${model} B=${batch}` : String(batch))),
  );

export function printTable(results, peers, cells) {
  console.log('\nExamples trained per second, medians; SGD, softmax cross-entropy.');
  for (const model of Object.keys(cells)) console.log(`${model}: ${NETWORK_WORDS[model]}.`);
  console.log();
  const notes = [];
  const note = (why) => {
    if (!notes.includes(why)) notes.push(why);
    return `cannot (${notes.indexOf(why) + 1})`;
  };
  const rows = peers.map(({ name }) => [
    name,
    ...keysOf(cells).map((key) => {
      const { rate, why } = results.cells[key][name];
      return why ? note(`${name}, ${key.split(' ')[0]}: ${why}`) : rounded(rate);
    }),
  ]);
  printRows([['', ...heads(cells)], ...rows]);
  if (notes.length > 0) console.log();
  notes.forEach((why, i) => console.log(`(${i + 1}) ${why}`));
  console.log('\nRunning on:');
  for (const { name } of peers) console.log(`  ${name}: ${results.devices[name] ?? 'did not start'}`);
  console.log(
    '\nSame weights, same batches of 8: loss at first and at last; largest difference of the first losses to ours.',
  );
  for (const [who, { first, last, apart }] of Object.entries(results.checks))
    if (apart !== undefined)
      console.log(`  ${who}: ${first.toFixed(3)} → ${last.toFixed(3)}, ${(100 * apart).toFixed(4)} %`);
}

/** Prints what `judge` found. */
export function printVerdict({ against, playground, means, wrong }, cells, factors) {
  console.log();
  printRows([
    ['', ...heads(cells)],
    ['best peer', ...against.map(({ best }) => best ?? '–')],
    ['ours / best peer', ...against.map(({ ratio }) => times(ratio))],
    [
      'ours / TensorFlow Playground (reckoned)',
      ...against.map((_, i) => (i < playground.length ? times(playground[i]) : '')),
    ],
  ]);
  console.log(`\nTensorFlow Playground: reckoned as ${factors.join(', ')} × convnetjs.\n`);
  for (const { says, value, wanted } of means)
    console.log(`Geometric mean over ${says}: ${times(value)} (wanted: ${wanted})`);
  for (const line of wrong) console.log(`MISSED: ${line}.`);
  if (wrong.length === 0) console.log('Ahead of the best peer in every cell, and both means are as wanted.');
}

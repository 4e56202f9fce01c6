/** Prints what was measured, as a table in Markdown, and what follows from it. */
const rounded = (rate) => {
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(2)}M`;
  if (rate >= 1e5) return `${(rate / 1e3).toFixed(0)}k`;
  if (rate >= 1e4) return `${(rate / 1e3).toFixed(1)}k`;
  if (rate >= 1e3) return `${(rate / 1e3).toFixed(2)}k`;
  return rate.toFixed(0);
};

const times = (ratio) => (Number.isFinite(ratio) ? ratio.toFixed(ratio < 10 ? 2 : 1) : '–');
const geometric = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
const keysOf = (cells) =>
  Object.entries(cells).flatMap(([model, { batches }]) => batches.map((batch) => `${model} ${batch}`));

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
  Object.entries(cells).flatMap(([model, { batches }]) =>
    batches.map((batch, i) => (i === 0 ? `${model} B=${batch}` : String(batch))),
  );

export function printTable(results, peers, cells) {
  console.log('\nExamples trained per second, medians; SGD, softmax cross-entropy.');
  for (const [model, { says }] of Object.entries(cells)) console.log(`${model}: ${says}.`);
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

/** False when ours is not ahead of the best peer in a cell. */
export function verdict(results, peers, { CELLS, PLAYGROUND, OURS }) {
  const rateOf = (key, name) => results.cells[key][name]?.rate ?? 0;
  const others = peers.filter(({ name, gpu }) => name !== OURS && !gpu);
  const against = keysOf(CELLS).map((key) => {
    const [best] = others.map(({ name }) => [name, rateOf(key, name)]).sort((a, b) => b[1] - a[1]);
    return { key, best: best[0], rate: best[1], ratio: rateOf(key, OURS) / best[1] };
  });
  const playground = CELLS.tiny.batches.map((batch, i) => {
    const key = `tiny ${batch}`;
    return rateOf(key, OURS) / (PLAYGROUND[i] * rateOf(key, 'convnetjs'));
  });
  console.log();
  printRows([
    ['', ...heads(CELLS)],
    ['best peer', ...against.map(({ best }) => best)],
    ['ours / best peer', ...against.map(({ ratio }) => times(ratio))],
    [
      'ours / TensorFlow Playground (reckoned)',
      ...against.map((_, i) => (i < playground.length ? times(playground[i]) : '')),
    ],
  ]);
  console.log(`\nTensorFlow Playground: reckoned as ${PLAYGROUND.join(', ')} × convnetjs.\n`);
  const aim = (says, models, wanted) => {
    const ratios = against.filter(({ key }) => models.includes(key.split(' ')[0])).map(({ ratio }) => ratio);
    const value = geometric(ratios);
    console.log(
      `Geometric mean over ${says}: ${times(value)} (aim ${wanted}: ${value >= wanted ? 'met' : 'MISSED'})`,
    );
  };
  aim('tiny and mlp', ['tiny', 'mlp'], 1.5);
  aim('cnn', ['cnn'], 15);
  const behind = against.filter(({ ratio }) => !(ratio > 1));
  for (const { key, best, ratio } of behind)
    console.log(`BEHIND ${best} at ${key.replace(' ', ' B = ')}: ${times(ratio)}`);
  playground.forEach((ratio, i) => {
    if (!(ratio > 1))
      console.log(`Behind TensorFlow Playground at tiny B = ${CELLS.tiny.batches[i]}: ${times(ratio)}`);
  });
  if (behind.length === 0) console.log('Ahead of the best peer in every cell.');
  return behind.length === 0;
}

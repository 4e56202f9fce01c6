/** A small chart as SVG: axes, lines, bands, points with intervals, open points, words at the lines' ends. */
const WIDTH = 720;
const HEIGHT = 420;
const MARGIN = { left: 72, right: 150, top: 46, bottom: 56 };
const INK = '#26262b';
const FAINT = '#d9d6cf';
const PAPER = '#fbfaf8';

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const at = (x) => Number(x.toFixed(1));
const short = (x) => (x >= 1000 ? x.toLocaleString('en') : String(Number(x.toPrecision(3))));

/** An axis over `domain`; ticks at `ticks`, or at the 1, 2, 5 of each decade. */
function axis({ domain, log, ticks }, from, to) {
  const [low, high] = domain.map((x) => (log ? Math.log(x) : x));
  const place = (x) => from + (((log ? Math.log(x) : x) - low) / (high - low)) * (to - from);
  return { place, ticks: (ticks ?? decades(domain)).filter((x) => x >= domain[0] && x <= domain[1]) };
}

function decades([low, high]) {
  const ticks = [];
  const steps = high / low > 300 ? [1] : [1, 2, 5];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++)
    for (const step of steps) ticks.push(step * 10 ** e);
  return ticks;
}

export function createPlot({ title, x, y, describe }) {
  const right = WIDTH - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const across = axis(x, MARGIN.left, right);
  const up = axis(y, bottom, MARGIN.top);
  const parts = [];
  const labels = [];
  const say = (text, px, py, more = '') => `<text x="${at(px)}" y="${at(py)}" ${more}>${escape(text)}</text>`;
  const clampY = (py) => Math.min(bottom, Math.max(MARGIN.top, py));

  for (const tick of up.ticks) {
    const py = up.place(tick);
    parts.push(`<line x1="${MARGIN.left}" x2="${right}" y1="${at(py)}" y2="${at(py)}" stroke="${FAINT}"/>`);
    parts.push(say(y.text?.(tick) ?? short(tick), MARGIN.left - 8, py + 4, 'text-anchor="end"'));
  }
  for (const tick of across.ticks) {
    const px = across.place(tick);
    parts.push(`<line x1="${at(px)}" x2="${at(px)}" y1="${bottom}" y2="${bottom + 5}" stroke="${INK}"/>`);
    parts.push(say(short(tick), px, bottom + 20, 'text-anchor="middle"'));
  }
  parts.push(
    `<line x1="${MARGIN.left}" x2="${right}" y1="${bottom}" y2="${bottom}" stroke="${INK}"/>`,
    say(x.label, (MARGIN.left + right) / 2, HEIGHT - 14, 'text-anchor="middle"'),
    say(y.label, MARGIN.left - 56, 34, 'font-style="italic"'),
    say(title, MARGIN.left - 56, 16, 'font-weight="600"'),
  );

  return {
    line(points, { colour = INK, dash, label, width = 2 } = {}) {
      const inside = points.filter((p) => p.y >= y.domain[0] && p.y <= y.domain[1]);
      if (inside.length === 0) return;
      const path = inside.map((p) => `${at(across.place(p.x))},${at(up.place(p.y))}`).join(' ');
      parts.push(
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`,
      );
      const end = inside.at(-1);
      if (label) labels.push({ text: label, x: across.place(end.x) + 8, y: up.place(end.y) + 4, colour });
    },
    band(points, { colour }) {
      const top = points.map((p) => `${at(across.place(p.x))},${at(clampY(up.place(p.high)))}`);
      const below = points.map((p) => `${at(across.place(p.x))},${at(clampY(up.place(p.low)))}`).reverse();
      parts.push(
        `<polygon points="${[...top, ...below].join(' ')}" fill="${colour}" fill-opacity="0.16" stroke="none"/>`,
      );
    },
    point({ x: px, y: py, low, high }, { colour = INK, open = false } = {}) {
      const cx = at(across.place(px));
      if (low !== undefined && high !== undefined)
        parts.push(
          `<line x1="${cx}" x2="${cx}" y1="${at(clampY(up.place(Math.max(low, y.domain[0]))))}" y2="${at(clampY(up.place(high)))}" stroke="${colour}" stroke-width="1.5"/>`,
        );
      parts.push(
        `<circle cx="${cx}" cy="${at(up.place(py))}" r="4.5" fill="${open ? PAPER : colour}" stroke="${colour}" stroke-width="1.5"/>`,
      );
    },
    svg() {
      labels.sort((a, b) => a.y - b.y);
      labels.forEach((label, i) => {
        if (i > 0) label.y = Math.max(label.y, labels[i - 1].y + 16);
      });
      const words = labels.map((l) => say(l.text, l.x, l.y, `fill="${l.colour}"`));
      return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escape(describe)}" font-family="system-ui, sans-serif" font-size="13" fill="${INK}">
<rect width="100%" height="100%" fill="${PAPER}"/>
${[...parts, ...words].join('\n')}
</svg>
`;
    },
  };
}

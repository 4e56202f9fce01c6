/** A figure as a picture of its own: its SVGs with every style written out, under title and sentence, on its background. */
import { textWidth } from '../charts/textWidth.ts';

export interface FigureWords {
  title: string;
  sentence: string;
  settings: string;
}

export interface FigurePicture {
  svg: string;
  /** CSS pixels. */
  width: number;
  height: number;
}

/** What the style sheets set on shapes and text. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
] as const;

const RIM = 24;
const NS = 'http://www.w3.org/2000/svg';

/** All charts inside `panels` as they are seen now, where they are seen. */
export function figureSvg(panels: HTMLElement, words: FigureWords): FigurePicture {
  const box = panels.getBoundingClientRect();
  const page = getComputedStyle(panels);
  const read = (name: string, otherwise: string) => page.getPropertyValue(name).trim() || otherwise;
  const [ink, soft, card] = [read('--ink', '#1d1c1a'), read('--soft', '#65625c'), read('--card', '#ffffff')];
  const width = Math.ceil(Math.max(320, box.width)) + 2 * RIM;
  const root = document.createElementNS(NS, 'svg');
  const text = (at: number, size: number, weight: number, colour: string, line: string) => {
    const node = document.createElementNS(NS, 'text');
    const attributes = { x: RIM, y: at, 'font-size': size, 'font-weight': weight, fill: colour };
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
    node.textContent = line;
    root.append(node);
  };
  let y = RIM;
  const paragraph = (words: string, size: number, weight: number, colour: string) => {
    for (const line of wrap(words, size, weight, width - 2 * RIM)) {
      y += Math.round(1.3 * size);
      text(y, size, weight, colour, line);
    }
  };
  paragraph(words.title, 19, 600, ink);
  y += 4;
  paragraph(words.sentence, 14, 400, ink);
  y += 14;
  for (const chart of panels.querySelectorAll('svg.cmp-plot')) {
    const at = chart.getBoundingClientRect();
    const copy = styledCopy(chart);
    copy.setAttribute('x', String(RIM + at.left - box.left));
    copy.setAttribute('y', String(y + at.top - box.top));
    root.append(copy);
  }
  y += Math.ceil(box.height) + 4;
  paragraph(words.settings, 11, 400, soft);
  const height = y + RIM;
  const ground = document.createElementNS(NS, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', card);
  root.prepend(ground);
  const attributes = {
    xmlns: NS,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': page.fontFamily || 'sans-serif',
    style: 'font-variant-numeric: tabular-nums',
  };
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, String(value));
  return { svg: new XMLSerializer().serializeToString(root), width, height };
}

/** The same picture with `scale` times the pixels. */
export async function figurePng({ svg, width, height }: FigurePicture, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function styledCopy(chart: Element): Element {
  const copy = chart.cloneNode(true) as Element;
  const originals = [chart, ...chart.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    for (const name of STYLES) {
      const value = style.getPropertyValue(name);
      if (value !== '') copies[i].setAttribute(name, value);
    }
    copies[i].removeAttribute('class');
    // A style of its own may name the page's variables, and would win over what was read.
    copies[i].removeAttribute('style');
    copies[i].removeAttribute('role');
  });
  return copy;
}

/** Lines no wider than `width`. */
function wrap(words: string, sizePx: number, weight: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines[lines.length - 1];
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, sizePx, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

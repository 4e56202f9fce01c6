/** What the attributes of <batch-scope> mean: the frame's address, its sandbox and its height. */
import { HEIGHTS, isHeight } from './messages.ts';

export const DEFAULT_HEIGHT = 420;

/** Attributes of the host's own page, which are not the frame's; two settings would be of their kind. */
const HOSTS_OWN =
  /^((data|aria)-.*|on.*|height|title|class|id|style|slot|hidden|part|role|dir|tabindex|inert|is|src|opaque)$/;
const PLAIN = /^[a-z][a-z\d]*(-[a-z\d]+)*$/;

/** The parameter that an attribute is passed as: `batch-sizes` → `batchSizes`; undefined for those of the host. */
export function parameterOf(attribute: string): string | undefined {
  if (attribute === 'hidden-layers') return 'hidden';
  if (attribute === 'data-seed') return 'dataSeed';
  if (HOSTS_OWN.test(attribute) || !PLAIN.test(attribute)) return undefined;
  return attribute.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

type Attributes = Pick<Element, 'getAttribute' | 'getAttributeNames' | 'hasAttribute'>;

/** The address of the frame; `site` is that of any file beside embed.html. Throws where it is no address. */
export function addressOf(element: Attributes, site: string): URL {
  const address = new URL('embed.html', site);
  for (const name of element.getAttributeNames()) {
    const key = parameterOf(name);
    if (key !== undefined) address.searchParams.set(key, element.getAttribute(name) ?? '');
  }
  return address;
}

/**
 * What the frame may do. It keeps its own origin, and with it storage, only where that is not the page's: a frame of the
 * page's own origin could reach out and take its sandbox off.
 */
export function sandboxOf(element: Attributes, { origin }: URL, page: string): string {
  const own = origin === page || element.hasAttribute('opaque') ? '' : ' allow-same-origin';
  return `allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads${own}`;
}

/** The height to reserve, in CSS pixels. */
export function heightOf(element: Attributes): number {
  const text = element.getAttribute('height');
  if (text === null) return DEFAULT_HEIGHT;
  const height = /^\d+$/.test(text) ? Number(text) : undefined;
  if (isHeight(height)) return height;
  console.warn(
    `<batch-scope height="${text.slice(0, 40)}">: height is a whole number from ${HEIGHTS.least} to ${HEIGHTS.most}; ${DEFAULT_HEIGHT} is used.`,
  );
  return DEFAULT_HEIGHT;
}

/** A frame to be made. */
export interface Plan {
  src: string;
  sandbox: string;
  /** What cannot be changed without loading the frame anew. */
  made: string;
}

/** Undefined where nobody said where Batchscope lies, and the author is told; `site` is what the script knows itself. */
export function planOf(element: Attributes, site: string | undefined): Plan | undefined {
  try {
    const src = element.getAttribute('src');
    const address = addressOf(element, src === null ? (site ?? '') : new URL(src, document.baseURI).href);
    if (!/^(https?|file):$/.test(address.protocol)) throw new TypeError('not a web address');
    const sandbox = sandboxOf(element, address, window.origin);
    const { href } = address;
    address.searchParams.delete('theme');
    return { src: href, sandbox, made: `${sandbox} ${address.href}` };
  } catch {
    console.error(
      '<batch-scope> does not know where Batchscope lies. Load widget.js by <script src="…/widget.js" async>, without type="module", or give the element its address: src="https://…/widget.js".',
    );
    return undefined;
  }
}

/** Tells the page around how high the content is, where it does not fit. */
import type { EmbedPort } from './port.ts';

export function tellSize(root: Element | null, port: EmbedPort): void {
  if (root && root.scrollHeight > root.clientHeight + 1) port.size(root.scrollHeight);
}

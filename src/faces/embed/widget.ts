/** widget.js: gives a page the element <batch-scope>. Included twice, it does so once. */
import { elementClass } from './element.ts';
import { createPermits } from './permits.ts';

const TAG = 'batch-scope';

/** Its own address, by which it finds embed.html; a module, or a bundle of another name, has none of use. */
function ownAddress(): string | undefined {
  const { currentScript } = document;
  const address = currentScript instanceof HTMLScriptElement ? currentScript.src : '';
  return /\/widget\.js([?#]|$)/.test(address) ? address : undefined;
}

// A bundle may also be loaded where there are no elements.
if (typeof customElements !== 'undefined' && !customElements.get(TAG))
  customElements.define(TAG, elementClass(ownAddress(), createPermits(navigator.hardwareConcurrency || 2)));

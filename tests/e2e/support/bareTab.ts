/**
 * A tab that can be hidden: Playwright shows every tab of its own as if it were in front, so this one is driven through
 * the browser's protocol alone, in a browser that throttles hidden tabs as browsers do.
 */
import { chromium } from '@playwright/test';
import { findBrowser } from '../../../scripts/browser.mjs';
import { launchOptions } from '../../../scripts/chromium.mjs';
import { ask } from './target.ts';

const UNTHROTTLED = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

export interface BareTab {
  /** The value of a JavaScript expression in the tab. */
  evaluate<T>(expression: string): Promise<T>;
  /** Opens another tab in front of it. */
  hide(): Promise<void>;
  close(): Promise<void>;
}

export async function bareTab(url: string): Promise<BareTab> {
  const browser = await chromium.launch({
    ...launchOptions(findBrowser(), { gpu: 'none' }),
    ignoreDefaultArgs: UNTHROTTLED,
  });
  const devtools = await browser.newBrowserCDPSession();
  const { browserContextId } = await devtools.send('Target.createBrowserContext');
  const tab = (address: string) => devtools.send('Target.createTarget', { url: address, browserContextId });
  const { targetId } = await tab(url);
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId });
  return {
    async evaluate<T>(expression: string): Promise<T> {
      const answer = await ask(devtools, sessionId, 'Runtime.evaluate', { expression, returnByValue: true });
      return (answer.result as { value: T }).value;
    },
    async hide() {
      const front = await tab('about:blank');
      await devtools.send('Target.activateTarget', { targetId: front.targetId });
    },
    close: () => browser.close(),
  };
}

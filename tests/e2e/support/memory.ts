/** Bytes in use after a collection of garbage, in the page and in its workers. */
import type { BrowserContext, Page } from '@playwright/test';
import { ask } from './target.ts';

interface HeapUsage {
  usedSize: number;
  backingStorageSize?: number;
}

const total = ({ usedSize, backingStorageSize = 0 }: HeapUsage): number => usedSize + backingStorageSize;

export async function pageHeap(context: BrowserContext, page: Page): Promise<number> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const usage = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return total(usage);
}

/** Of the page's worker called `name`. */
export async function workerHeap(context: BrowserContext, page: Page, name: string): Promise<number> {
  const devtools = await context.newCDPSession(page);
  const { targetInfos } = await devtools.send('Target.getTargets', { filter: [{ type: 'worker' }] });
  const target = targetInfos.find((info) => info.title === name || info.url.includes(name));
  if (!target) throw new Error(`no worker is called ${name}`);
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId: target.targetId });
  await ask(devtools, sessionId, 'HeapProfiler.collectGarbage');
  const usage = await ask(devtools, sessionId, 'Runtime.getHeapUsage');
  await devtools.detach();
  return total(usage as unknown as HeapUsage);
}

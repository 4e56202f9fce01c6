import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureBrowser, findBrowser, usualPlaces } from '../../scripts/browser.mjs';

/** A Linux machine with these files, of which some do not work. */
function machine(files: string[], broken: string[] = []) {
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' } as Record<string, string>,
    uid: 0,
    exists: (path: string) => files.includes(path),
    works: (path: string) => !broken.includes(path),
    playwrightPath: () => '/cache/chromium/chrome',
    playwrightInstall: vi.fn(async () => 1),
    aptInstall: vi.fn(async () => 1),
  };
}

describe('findBrowser', () => {
  const all = ['/mine', '/usr/bin/google-chrome', '/usr/bin/chromium', '/cache/chromium/chrome'];

  it('takes CHROME_PATH first', () => {
    expect(findBrowser({ ...machine(all), env: { CHROME_PATH: '/mine' } })).toBe('/mine');
  });
  it('says so when CHROME_PATH is missing', () => {
    const given = { ...machine(all), env: { CHROME_PATH: '/nowhere' } };
    expect(() => findBrowser(given)).toThrow('CHROME_PATH is "/nowhere", and there is no such file.');
  });
  it.each([
    ['Chrome before Chromium', all, [], '/usr/bin/google-chrome'],
    ['what works before what does not', all, ['/usr/bin/google-chrome'], '/usr/bin/chromium'],
    ['the browser of Playwright last', all.slice(3), [], '/cache/chromium/chrome'],
    ['nothing where there is nothing', [], [], undefined],
  ])('takes %s', (_, files, broken, expected) => {
    expect(findBrowser(machine(files, broken))).toBe(expected);
  });
  it('knows the usual places of other systems', () => {
    expect(usualPlaces('darwin', { HOME: '/Users/a' })).toContain(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
    expect(usualPlaces('win32', { PROGRAMFILES: 'C:\\Program Files' })).toContain(
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    );
  });
});

describe('ensureBrowser', () => {
  beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));

  it('installs nothing when there is a browser', async () => {
    const host = machine(['/usr/bin/chromium']);
    expect(await ensureBrowser(host)).toBe('/usr/bin/chromium');
    expect(host.playwrightInstall).not.toHaveBeenCalled();
  });
  it('downloads with Playwright, and stops there', async () => {
    const files: string[] = ['/usr/bin/apt-get'];
    const host = machine(files);
    host.playwrightInstall.mockImplementation(async () => files.push('/cache/chromium/chrome'));
    expect(await ensureBrowser(host)).toBe('/cache/chromium/chrome');
    expect(host.aptInstall).not.toHaveBeenCalled();
  });
  it('falls back to apt-get as root', async () => {
    const files: string[] = ['/usr/bin/apt-get'];
    const host = machine(files);
    host.aptInstall.mockImplementation(async () => files.push('/usr/bin/chromium'));
    expect(await ensureBrowser(host)).toBe('/usr/bin/chromium');
  });
  it.each([
    ['without root', 1000, ['/usr/bin/apt-get']],
    ['without apt-get', 0, []],
  ])('says what to do %s', async (_, uid, files) => {
    const host = { ...machine(files), uid };
    await expect(ensureBrowser(host)).rejects.toThrow('install Chrome or Chromium, or set CHROME_PATH');
    expect(host.aptInstall).not.toHaveBeenCalled();
  });
});

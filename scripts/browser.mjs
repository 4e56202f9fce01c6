/** The browser for tests: found, or installed, or one sentence that says what to do. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { bin, root, run, runNode } from './run.mjs';

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];

/** Where Chrome and Chromium are usually installed. */
export function usualPlaces(platform, env) {
  if (platform === 'darwin') {
    const apps = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];
    return ['/Applications', `${env.HOME}/Applications`].flatMap((dir) => apps.map((app) => `${dir}/${app}`));
  }
  if (platform === 'win32') {
    const dirs = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    const apps = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];
    return dirs.flatMap((dir) => apps.map((app) => `${dir}\\${app}`));
  }
  const dirs = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin'];
  const onPath = names.flatMap((name) => dirs.map((dir) => join(dir, name)));
  return [...new Set([...onPath, '/opt/google/chrome/chrome'])];
}

const machine = {
  platform: process.platform,
  env: process.env,
  uid: process.getuid?.(),
  exists: existsSync,
  /** A stub that only tells how to install a browser, or one that lacks libraries, does not count. */
  works: (path) =>
    process.platform === 'win32' ||
    spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0,
  playwrightPath: () => {
    try {
      return createRequire(join(root, 'package.json'))('@playwright/test').chromium.executablePath();
    } catch {
      return undefined;
    }
  },
  playwrightInstall: () =>
    runNode([bin.playwright, 'install', '--no-shell', 'chromium'], { limitMs: 600_000 }).catch(() => 1),
  aptInstall: async () => {
    const apt = (...args) =>
      run('apt-get', args, { env: { DEBIAN_FRONTEND: 'noninteractive' }, limitMs: 900_000 }).catch(() => 1);
    await apt('update');
    return apt('install', '-y', 'chromium');
  },
};

/** Path of CHROME_PATH, an installed Chrome or Chromium, or Playwright's own; undefined when there is none. */
export function findBrowser(given = {}) {
  const { env, platform, exists, works, playwrightPath } = { ...machine, ...given };
  if (env.CHROME_PATH) {
    if (exists(env.CHROME_PATH)) return env.CHROME_PATH;
    throw new Error(`CHROME_PATH is "${env.CHROME_PATH}", and there is no such file.`);
  }
  const installed = usualPlaces(platform, env).find((path) => exists(path) && works(path));
  if (installed) return installed;
  const own = playwrightPath();
  return own && exists(own) && works(own) ? own : undefined;
}

/** As `findBrowser`, but installs one when there is none. */
export async function ensureBrowser(given = {}) {
  const host = { ...machine, ...given };
  const found = findBrowser(host);
  if (found) return found;
  console.log('No Chrome or Chromium found; asking Playwright for one …');
  await host.playwrightInstall();
  const downloaded = findBrowser(host);
  if (downloaded) return downloaded;
  if (host.uid === 0 && host.exists('/usr/bin/apt-get')) {
    console.log('Installing Chromium with apt-get …');
    await host.aptInstall();
    const packaged = findBrowser(host);
    if (packaged) return packaged;
  }
  throw new Error(
    'No browser for the tests: install Chrome or Chromium, or set CHROME_PATH to one, and try again.',
  );
}

/** Firefox and WebKit for the tests: found, or installed where that is asked for. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const packages = ['firefox-esr', 'webkit2gtk-driver', 'xvfb', 'dbus-x11'];
const aptGet = '/usr/bin/apt-get';

export const howToGet =
  `On Debian and Ubuntu as root: apt-get install --no-install-recommends ${packages.join(' ')}. ` +
  'A Firefox elsewhere is found by FIREFOX_PATH; WebKit is driven on Linux only.';

const machine = {
  platform: process.platform,
  env: process.env,
  uid: process.getuid?.(),
  exists: existsSync,
  /** Names in a folder; none where there is no such folder. */
  list: (folder) => (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : []),
  apt: (...args) =>
    run('apt-get', args, { env: { DEBIAN_FRONTEND: 'noninteractive' }, limitMs: 900_000 }).catch(() => 1),
};

const firefoxPlaces = ({ platform, env }, onPath) => {
  if (platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox'];
  if (platform === 'win32')
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)']]
      .filter(Boolean)
      .map((folder) => `${folder}\\Mozilla Firefox\\firefox.exe`);
  return ['firefox-esr', 'firefox'].flatMap(onPath);
};

/** MiniBrowser lies in a folder named for the machine and for its version, the newest last. */
const miniBrowsers = ({ list }) =>
  list('/usr/lib').flatMap((folder) =>
    list(`/usr/lib/${folder}`)
      .filter((name) => name.startsWith('webkit2gtk-4'))
      .sort()
      .map((name) => `/usr/lib/${folder}/${name}/MiniBrowser`),
  );

/** What of `firefox` and `webkit` is there, with the paths of its programs. */
export function findOthers(given = {}) {
  const host = { ...machine, ...given };
  const { env, exists } = host;
  if (env.FIREFOX_PATH && !exists(env.FIREFOX_PATH))
    throw new Error(`FIREFOX_PATH is "${env.FIREFOX_PATH}", and there is no such file.`);
  const onPath = (name) =>
    (env.PATH ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, name));
  const first = (paths) => paths.find((path) => exists(path));
  const path = env.FIREFOX_PATH || first(firefoxPlaces(host, onPath));
  const [driver, screen] = ['WebKitWebDriver', 'Xvfb'].map((name) => first(onPath(name)));
  const browser = miniBrowsers(host).filter(exists).at(-1);
  return {
    firefox: path && { path },
    webkit: driver && screen && browser && { path: driver, screen, browser },
  };
}

/** Installs what is missing, where this user may. */
export async function installOthers(given = {}) {
  const host = { ...machine, ...given };
  const { firefox, webkit } = findOthers(host);
  if ((firefox && webkit) || host.uid !== 0 || !host.exists(aptGet)) return;
  console.log('Installing Firefox and WebKit with apt-get …');
  await host.apt('update');
  await host.apt('install', '-y', '--no-install-recommends', ...packages);
}

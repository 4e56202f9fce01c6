/** Dependencies: installed when node_modules does not hold what package-lock.json asks for. */
import { readFileSync } from 'node:fs';
import { inRoot, runNpm } from './run.mjs';

/** True when every package of `wanted` is in `installed`, in the same version; optional ones may be absent. */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, pkg]) => {
    if (path === '') return true;
    const have = installed.packages[path];
    if (!have) return Boolean(pkg.optional || pkg.devOptional);
    return have.version === pkg.version && have.integrity === pkg.integrity;
  });
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

export async function ensureInstalled() {
  const wanted = read(inRoot('package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing or unreadable.');
  const installed = read(inRoot('node_modules', '.package-lock.json'));
  if (installed && isInstalled(wanted, installed)) return;
  console.log('Installing dependencies …');
  const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'], {
    env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (code !== 0) throw new Error(`"npm ci" failed with exit code ${code}; see its message above.`);
}

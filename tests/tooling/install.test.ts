import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../scripts/install.mjs';
import { nodeProblem } from '../../scripts/node-version.mjs';

describe('nodeProblem', () => {
  it.each(['20.19.0', 'v20.19.1', '20.20.0', '22.0.0', '100.0.0'])('%s will do', (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });
  it.each(['20.18.9', 'v18.20.4', '8.0.0'])('%s is too old', (version) => {
    expect(nodeProblem(version)).toBe(
      `Batchscope needs Node 20.19.0 or newer, and this is Node ${version.replace('v', '')}.`,
    );
  });
});

describe('isInstalled', () => {
  const lock = (...packages: [string, object][]) => ({ packages: Object.fromEntries(packages) });
  const a = ['node_modules/a', { version: '1.0.0', integrity: 'x' }] as [string, object];
  const native = ['node_modules/native', { version: '1.0.0', optional: true }] as [string, object];

  it.each([
    ['the same', lock(a), lock(a), true],
    ['an absent package', lock(a), lock(), false],
    ['another version', lock(a), lock(['node_modules/a', { version: '1.0.1', integrity: 'x' }]), false],
    ['another content', lock(a), lock(['node_modules/a', { version: '1.0.0', integrity: 'y' }]), false],
    ['an absent optional package', lock(a, native), lock(a), true],
  ])('%s', (_, wanted, installed, expected) => expect(isInstalled(wanted, installed)).toBe(expected));
});

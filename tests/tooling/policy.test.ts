import { expect, it } from 'vitest';
import { contentSecurityPolicy, policyFor } from '../../vite.config.ts';

const directive = (policy: string, name: string): string =>
  policy.split('; ').find((one) => one.startsWith(`${name} `)) ?? '';

it.each(['localhost:4173', '192.168.0.7:8080', 'example.org'])(
  'names the host %s where scripts come from',
  (host) => {
    const policy = policyFor(host);
    for (const name of ['script-src', 'worker-src'])
      expect(directive(policy, name).split(' ')).toEqual(
        expect.arrayContaining(["'self'", `http://${host}`]),
      );
    expect(policy.replaceAll(` http://${host}`, '')).toBe(contentSecurityPolicy);
  },
);

it.each([undefined, '', 'x; script-src *', '[::1]:80', 'a b', "'unsafe-inline'"])(
  'names no host for %j',
  (host) => {
    expect(policyFor(host)).toBe(contentSecurityPolicy);
  },
);

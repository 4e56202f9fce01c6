import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf } from '../../cases.ts';
import { BODY_LIMIT, PACKED_VERSION } from '../../../src/experiment/packed/format.ts';
import { readSweep } from '../../../src/experiment/packed/read.ts';
import { bytesOf, ByteWriter, lettersOf, PackedError } from '../../../src/experiment/packed/bytes.ts';
import { packSweep, unpackSweep } from '../../../src/experiment/packed/packedSweep.ts';
import type { SweepData } from '../../../src/experiment/sweep.ts';
import { verdict } from '../../../src/sweep/analyse/verdict.ts';
import { madeSweep } from './made.ts';

const data = madeSweep({
  sizes: [64, 512],
  seeds: 2,
  epochs: 1,
  chance: 1,
  lrRule: 'tuned',
  diverges: 0,
  until: undefined,
});

async function good(): Promise<{ text: string; body: Uint8Array }> {
  const packed = await packSweep(data);
  if ('error' in packed) throw new Error(packed.error);
  return { text: packed.text, body: new Uint8Array(inflateRawSync(bytesOf(packed.text).slice(1))) };
}

const packedOf = (body: Uint8Array, version = PACKED_VERSION): string =>
  lettersOf(Uint8Array.from([version, ...deflateRawSync(body)]));

/** An error in words, or a sweep that everything can be said of. */
async function sound(text: string): Promise<'error' | 'sweep'> {
  const found = await unpackSweep(text);
  if ('error' in found) {
    expect(found.error).toMatch(/^The results in the link cannot be read: .+\.$/);
    expect(found.error.length).toBeLessThan(600);
    return 'error';
  }
  whole(found.data);
  return 'sweep';
}

/** Everything can be said of it. */
function whole(data: SweepData): void {
  const { runs, spec, speeds } = data;
  expect(runs.length).toBeLessThanOrEqual(spec.arms.length * spec.batchSizes.length * spec.seeds);
  for (const { trial, series } of runs) {
    expect(spec.batchSizes).toContain(trial.config.batchSize);
    const wrong = series.evaluations.filter(
      ({ update, loss, accuracy = 0, examples }) =>
        update > trial.updates ||
        !Number.isFinite(examples) ||
        loss === Infinity ||
        accuracy < 0 ||
        accuracy > 1,
    );
    expect(wrong).toEqual([]);
  }
  for (const { updateMs } of speeds) expect(updateMs.every((ms) => ms > 0 && ms < Infinity)).toBe(true);
  expect(verdict(data)).not.toBe('');
}

describe('hostile results in a link', { timeout: 120_000 }, () => {
  it('are refused where they are cut short, at every place', async () => {
    const { text, body } = await good();
    for (let end = 0; end < text.length; end++) expect(await sound(text.slice(0, end))).toBe('error');
    for (let end = 0; end < body.length; end++)
      expect(await sound(packedOf(body.slice(0, end)))).toBe('error');
    expect(await sound(text)).toBe('sweep');
  });

  it('with flipped bits are an error or a sweep', async () => {
    const { text, body } = await good();
    const letters = bytesOf(text);
    const flips = (of: Uint8Array) =>
      fc.array(fc.nat(8 * of.length - 1), { minLength: 1, maxLength: 4 }).map((bits) => {
        const changed = Uint8Array.from(of);
        for (const bit of bits) changed[bit >> 3] ^= 1 << (bit & 7);
        return changed;
      });
    await fc.assert(
      fc.asyncProperty(flips(letters), async (bytes) => void (await sound(lettersOf(bytes)))),
      { numRuns: casesOf(2500) },
    );
    let read = 0;
    fc.assert(
      fc.property(flips(body), (bytes) => {
        try {
          whole({ ...readSweep(bytes).data, id: 'flipped' });
          read++;
        } catch (error) {
          if (!(error instanceof PackedError)) throw error;
        }
      }),
      { numRuns: casesOf(3000) },
    );
    expect(read).toBeGreaterThan(50);
  });

  it('of any letters, bytes or text are an error', async () => {
    const letter = fc.constantFrom(...'ABCabc019-_');
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: letter, maxLength: 400 }).map((text) => `AQ${text}`),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => packedOf(bytes)),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => lettersOf(bytes)),
      fc.constantFrom('__proto__', 'constructor', '<img src=x onerror=alert(1)>', '%00', '=', '\u0000', '…'),
    );
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        expect(await sound(text)).toBe('error');
      }),
      { numRuns: casesOf(5000) },
    );
  });

  it('that would unpack to a flood are given up early', async () => {
    const started = performance.now();
    const bomb = lettersOf(Uint8Array.from([PACKED_VERSION, ...deflateRawSync(new Uint8Array(11_000_000))]));
    expect(bomb.length).toBeLessThan(16_384);
    expect(await unpackSweep(bomb)).toEqual({
      error: `The results in the link cannot be read: it unpacks to more than ${BODY_LIMIT} bytes.`,
    });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(await unpackSweep('A'.repeat(1_000_000))).toEqual({
      error: expect.stringContaining('1,000,000 letters long, and at most 16,384 are read') as string,
    });
  });

  it('of another version are refused with its name', async () => {
    const { body } = await good();
    expect(await unpackSweep(packedOf(body, 2))).toEqual({
      error: expect.stringContaining('by a newer Batchscope (version 2; this one reads version 1)') as string,
    });
    expect(await unpackSweep(packedOf(body, 0))).toEqual({
      error: expect.stringContaining('0 is not a version') as string,
    });
  });

  it('with a run that goes on after its end are refused', async () => {
    const [first, ...rest] = data.runs;
    const short = { ...first, trial: { ...first.trial, updates: 1 } };
    const packed = await packSweep({ ...data, runs: [short, ...rest] });
    expect('text' in packed && (await unpackSweep(packed.text))).toEqual({
      error: 'The results in the link cannot be read: a run goes on after its end.',
    });
  });

  it('with a set-up that is not one are refused with the reason', async () => {
    const said = async (query: string): Promise<unknown> => {
      const out = new ByteWriter();
      out.text(query);
      return unpackSweep(packedOf(out.bytes()));
    };
    expect(await said('v=1&view=compare&__proto__=1&batchSizes=8')).toEqual({
      error: expect.stringContaining('“__proto__” is not a setting') as string,
    });
    expect(await said('v=1&view=compare&batchSizes=0')).toEqual({
      error: expect.stringContaining('its set-up cannot be read (Batch size “0”') as string,
    });
    expect(await said('v=9&view=compare&batchSizes=8')).toEqual({
      error: expect.stringContaining('newer Batchscope') as string,
    });
  });
});

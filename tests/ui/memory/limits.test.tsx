/** Whose limit it is, wherever a page speaks of one: WebAssembly's is none that somebody set. */
import { describe, expect, it } from 'vitest';
import { memorySentence } from '../../../src/faces/lecture/MemoryFigure.tsx';
import { onRealDevices } from '../../../src/ui/memory/DeviceCard.tsx';
import { configOf } from '../../experiment/support.ts';

const mnist = configOf({ dataset: 'mnist', model: 'cnn-bn' });

describe('real devices', () => {
  it('of which WebAssembly uses a part are named with its limit, not as their own', () => {
    expect(onRealDevices(mnist, 'cpu')).toMatch(
      /^phone 4 GB takes up to [\d,]+; laptop GPU 8 GB, T4 16 GB and H100 80 GB could take more than the [\d,]+ that fit into WebAssembly’s limit of 4\.11 GB$/,
    );
  });
  it('are held to their own bytes by an engine without a limit', () => {
    expect(onRealDevices(mnist, 'webgl')).not.toContain('WebAssembly');
    expect(onRealDevices(mnist, 'webgl')).toMatch(/laptop GPU 8 GB takes up to [\d,]+/);
  });
  it('take all examples where those fit', () => {
    expect(onRealDevices(configOf({ model: 'mlp' }), 'cpu')).toBe(
      'all 10,000 examples fit phone 4 GB, laptop GPU 8 GB, T4 16 GB and H100 80 GB',
    );
  });
});

describe('the sentence of a lecture', () => {
  it('names the limit that was set by its bytes, and WebAssembly’s as that', () => {
    expect(memorySentence({ ...mnist, memoryLimit: 64 })).toMatch(
      /and [\d,]+ examples at most fit into 64 MB\.$/,
    );
    expect(memorySentence(mnist)).toMatch(
      /and [\d,]+ examples at most fit into the 4\.11 GB that WebAssembly leaves beside the dataset\.$/,
    );
    expect(memorySentence(configOf({ model: 'mlp' }))).toMatch(/one update needs [\d.]+ [kM]B\.$/);
  });
});

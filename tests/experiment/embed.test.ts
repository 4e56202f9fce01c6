import { describe, expect, it } from 'vitest';
import {
  attributeOf,
  embedQuery,
  embedSnippet,
  hostPolicy,
  iframeSnippet,
  RECORDED,
  type EmbedChoice,
} from '../../src/experiment/embed.ts';
import { encodeSweepLink, decodeSweepLink } from '../../src/experiment/sweepUrl.ts';
import { addressOf } from '../../src/faces/embed/attributes.ts';
import { readAddress } from '../../src/faces/embed/params.ts';
import { PRESETS } from '../../src/sweep/presets.ts';

const usual: EmbedChoice = {
  ...{
    preset: 'race',
    settings: '',
    hide: [],
    theme: 'auto',
    accent: '',
    lang: '',
    autoplay: false,
    height: 420,
  },
};
const told = { site: 'https://host.example/a b/', alt: 'Race "8" & <64>' };
const own: EmbedChoice = {
  ...usual,
  preset: undefined,
  settings: encodeSweepLink({
    ...PRESETS[0].spec,
    batchSizes: [4, 16],
    base: { ...PRESETS[0].spec.base, hidden: [32, 16], dataSeed: 7 },
  }),
};

describe('an embed as its author asks for it', () => {
  it('is read by the frame as it was chosen', () => {
    const query = embedQuery({
      ...usual,
      preset: 'noise',
      hide: ['run', 'note'],
      theme: 'dark',
      accent: '#7DB0FF',
      lang: 'de',
      autoplay: true,
    });
    const { look, settings, notes } = readAddress(query);
    expect(notes).toEqual([]);
    expect(settings).toBe('');
    expect(look).toEqual({
      preset: 'noise',
      hide: new Set(['run', 'note']),
      theme: 'dark',
      accent: '#7db0ff',
      lang: 'de',
      autoplay: true,
    });
  });

  it('holds the sweep that is on the page', () => {
    const { spec, notes } = decodeSweepLink(readAddress(embedQuery(own)).settings);
    expect(notes).toEqual([]);
    expect(spec).toMatchObject({ batchSizes: [4, 16], base: { hidden: [32, 16], dataSeed: 7 } });
  });

  it.each([usual, own])('has attributes that widget.js makes the same address of', (choice) => {
    const text = embedSnippet(choice, told);
    const [, tag = ''] = /<batch-scope([^>]*)>/.exec(text) ?? [];
    const attributes = new Map(
      [...tag.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const address = addressOf(
      {
        getAttribute: (name) => attributes.get(name) ?? null,
        getAttributeNames: () => [...attributes.keys()],
        hasAttribute: (name) => attributes.has(name),
      },
      told.site,
    );
    expect(Object.fromEntries(address.searchParams)).toEqual(
      Object.fromEntries(new URLSearchParams(embedQuery(choice))),
    );
  });

  it('holds the results of the sweep in place of its set-up', () => {
    const read = readAddress(embedQuery({ ...own, results: 'AbC-_9' }));
    expect(read).toMatchObject({ packed: 'AbC-_9', settings: '', notes: [] });
  });

  it('escapes what it writes', () => {
    for (const text of [embedSnippet(usual, told), iframeSnippet(usual, told)]) {
      expect(text).toContain('Race &quot;8&quot; &amp; &lt;64>');
      expect(text).not.toContain('"8"');
    }
  });

  it('names what the host’s policy has to allow', () => {
    expect(hostPolicy('https://host.example:8080/a/')).toBe(
      'script-src https://host.example:8080; frame-src https://host.example:8080; img-src https://host.example:8080',
    );
  });

  it('knows every preset, and spells attributes as HTML does', () => {
    expect([...RECORDED].sort()).toEqual(PRESETS.map(({ id }) => id).sort());
    expect(['batchSizes', 'hidden', 'dataSeed', 'lrRule'].map(attributeOf)).toEqual([
      'batch-sizes',
      'hidden-layers',
      'data-seed',
      'lr-rule',
    ]);
  });
});

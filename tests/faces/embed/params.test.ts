import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, inkOn, readColour, standsOut } from '../../../src/faces/embed/accent.ts';
import { HIDEABLE, RECORDED } from '../../../src/experiment/embed.ts';
import { readAddress } from '../../../src/faces/embed/params.ts';

describe('readAddress', () => {
  it('shows the race where nothing is asked', () => {
    expect(readAddress('')).toEqual({
      look: {
        preset: 'race',
        hide: new Set(),
        theme: 'auto',
        accent: undefined,
        lang: undefined,
        autoplay: false,
      },
      packed: undefined,
      settings: '',
      notes: [],
    });
  });

  it.each([
    ['preset=noise', { preset: 'noise' }],
    ['hide=run,%20open', { hide: new Set(['run', 'open']) }],
    ['theme=dark', { theme: 'dark' }],
    ['accent=%231F5FBF', { accent: '#1f5fbf' }],
    ['accent=15b&theme=light', { accent: '#1155bb' }],
    ['lang=de', { lang: 'de' }],
    ['autoplay', { autoplay: true }],
    ['autoplay=0', { autoplay: false }],
  ])('%s', (query, look) => {
    const read = readAddress(`?${query}`);
    expect(read.look).toMatchObject(look);
    expect(read).toMatchObject({ settings: '', notes: [] });
  });

  it.each([
    ['preset=best', /preset=“best” should be one of race, race-tuned/],
    ['hide=footer', /hide=“footer”: there is no such part; those that can be hidden are title/],
    ['theme=night', /theme=“night” should be light, dark or auto/],
    ['accent=red', /accent=“red” should be a colour such as 1f5fbf/],
    ['accent=ffffee&theme=light', /stands out from the light background/],
    ['lang=%00', /lang=“” should be a language/],
    ['lang=klingonisch-language', /should be a language such as en/],
    ['autoplay=perhaps', /autoplay=“perhaps” should be 1 or 0/],
  ])('%s is named and left out', (query, note) => {
    const { look, notes } = readAddress(query);
    expect(notes).toEqual([expect.stringMatching(note)]);
    expect(look).toEqual(readAddress(query.includes('theme=light') ? 'theme=light' : '').look);
  });

  it('keeps settings apart, and has no recording for them', () => {
    const { look, settings } = readAddress('?v=1&view=compare&batchSizes=8,64&theme=dark&until=accuracy:0.9');
    expect(look.preset).toBeUndefined();
    expect(new URLSearchParams(settings).get('batchSizes')).toBe('8,64');
    expect([...new URLSearchParams(settings).keys()]).toEqual(['batchSizes', 'until']);
  });

  it('takes whatever it is given, and gives only what it knows', () => {
    const key = fc.constantFrom(
      'preset',
      'hide',
      'theme',
      'accent',
      'lang',
      'autoplay',
      'v',
      '__proto__',
      'constructor',
      'batchSizes',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<img src=x onerror=alert(1)>',
        '%',
        '%00',
        '__proto__',
        'url(//evil)',
        '#fff;background:url(//evil)',
        'race',
      ),
    );
    const query = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.tuple(key, value)).map((pairs) => pairs.map(([k, v]) => `${k}=${v}`).join('&')),
      fc
        .array(fc.tuple(key, value))
        .map((pairs) =>
          pairs.map(([k, v]) => `${k}=${encodeURIComponent(v.replace(/[\ud800-\udfff]/g, '?'))}`).join('&'),
        ),
    );
    fc.assert(
      fc.property(query, (text) => {
        const { look, settings, notes } = readAddress(text);
        expect(Object.keys(look).sort()).toEqual(['accent', 'autoplay', 'hide', 'lang', 'preset', 'theme']);
        expect([undefined, ...RECORDED]).toContain(look.preset);
        expect([...look.hide].every((part) => HIDEABLE.includes(part))).toBe(true);
        expect(['light', 'dark', 'auto']).toContain(look.theme);
        expect(look.accent ?? '#000000').toMatch(/^#[0-9a-f]{6}$/);
        expect(() => new Intl.NumberFormat(look.lang)).not.toThrow();
        expect(settings).toMatch(/^[\w%.~!*'()=&-]*$/);
        expect(notes.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: 1500 },
    );
  });

  it('refuses a megabyte unread', () => {
    const { look, notes } = readAddress(`preset=noise&x=${'a'.repeat(1e6)}`);
    expect(look.preset).toBe('race');
    expect(notes).toEqual([expect.stringMatching(/1,000,\d+ characters long/)]);
  });
});

describe('the accent', () => {
  it('is a colour in hexadecimal digits and nothing else', () => {
    expect(readColour('#ABC')).toBe('#aabbcc');
    for (const wrong of ['', 'red', '#12', '#12345', '#1234567', '#12345g', 'rgb(1,2,3)', '#fff;'])
      expect(readColour(wrong)).toBeUndefined();
  });
  it('is judged by the contrast of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
    expect(inkOn('#1f5fbf')).toBe('#ffffff');
    expect(inkOn('#7db0ff')).toBe('#000000');
    expect([standsOut('#ffff00', 'light'), standsOut('#ffff00', 'dark')]).toEqual([false, true]);
  });
});

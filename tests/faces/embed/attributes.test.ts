// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { FIELD_ORDER } from '../../../src/experiment/fields.ts';
import { SWEEP_KEYS } from '../../../src/experiment/sweepUrl.ts';
import { addressOf, heightOf, parameterOf, sandboxOf } from '../../../src/faces/embed/attributes.ts';

function element(html: string): Element {
  const template = document.createElement('div');
  template.innerHTML = html;
  const made = template.firstElementChild;
  if (!made) throw new Error('no element');
  return made;
}
const query = (html: string) => addressOf(element(html), 'https://site.example/a/widget.js?v=3').href;

describe('attributes', () => {
  it('of the frame become parameters of embed.html beside the script', () => {
    expect(query('<batch-scope></batch-scope>')).toBe('https://site.example/a/embed.html');
    expect(
      query(
        '<batch-scope preset="race" hide="run,open" theme=dark accent="#15b" lang=de autoplay></batch-scope>',
      ),
    ).toBe(
      'https://site.example/a/embed.html?preset=race&hide=run%2Copen&theme=dark&accent=%2315b&lang=de&autoplay=',
    );
    expect(query('<batch-scope batch-sizes="8,64" lr-rule="tuned"></batch-scope>')).toMatch(
      /\?batchSizes=8%2C64&lrRule=tuned$/,
    );
  });

  it('reach every setting of a link', () => {
    for (const key of [...FIELD_ORDER, ...SWEEP_KEYS]) {
      const kebab = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(parameterOf(key === 'hidden' ? 'hidden-layers' : kebab), key).toBe(key);
    }
  });

  it.each([
    ...[
      'height',
      'title',
      'class',
      'id',
      'style',
      'slot',
      'hidden',
      'src',
      'opaque',
      'role',
      'dir',
      'tabindex',
    ],
    ...[
      'data-id',
      'data-v-1a2b',
      'aria-label',
      'onclick',
      'onload',
      '_ngcontent-x',
      'xml:lang',
      '@click',
      'a--b',
      '-a',
    ],
  ])('%s stays with the host', (name) => expect(parameterOf(name)).toBeUndefined());

  it('are texts, whatever they hold', () => {
    const made = element('<batch-scope></batch-scope>');
    made.setAttribute('preset', '"><script>alert(1)</script>&hide=run#x');
    const address = addressOf(made, 'https://site.example/');
    expect([...address.searchParams.keys()]).toEqual(['preset']);
    expect(address.hash).toBe('');
    expect(address.href).not.toMatch(/[<>"]/);
  });
});

describe('the sandbox', () => {
  const site = new URL('https://site.example/embed.html');
  const least = 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads';
  const plain = element('<batch-scope></batch-scope>');

  it('leaves the frame its origin only on pages of another', () => {
    expect(sandboxOf(plain, site, 'https://blog.example')).toBe(`${least} allow-same-origin`);
    expect(sandboxOf(plain, site, 'http://site.example')).toBe(`${least} allow-same-origin`);
    expect(sandboxOf(plain, site, 'https://site.example')).toBe(least);
    expect(sandboxOf(plain, new URL('file:///a/embed.html'), 'null')).toBe(least);
  });

  it('takes it where the author says so', () => {
    expect(sandboxOf(element('<batch-scope opaque></batch-scope>'), site, 'https://blog.example')).toBe(
      least,
    );
  });
});

describe('the height', () => {
  const warned = () => vi.spyOn(console, 'warn').mockImplementation(() => undefined);

  it.each([
    ['<batch-scope></batch-scope>', 420],
    ['<batch-scope height="80"></batch-scope>', 80],
    ['<batch-scope height="4000"></batch-scope>', 4000],
  ])('of %s is %d', (html, height) => {
    const warn = warned();
    expect(heightOf(element(html))).toBe(height);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each(['', '79', '4001', '-1', '42.5', '1e3', '50%', '420px', 'tall', '９０'])(
    'of %j is the default, and the author is told',
    (text) => {
      const warn = warned();
      expect(heightOf(element(`<batch-scope height="${text}"></batch-scope>`))).toBe(420);
      expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`height="${text}"`));
    },
  );

  it('of a megabyte is told in short', () => {
    const warn = warned();
    expect(heightOf(element(`<batch-scope height="${'9'.repeat(1e6)}"></batch-scope>`))).toBe(420);
    expect(String(warn.mock.calls[0][0]).length).toBeLessThan(200);
  });
});

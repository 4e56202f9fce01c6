// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { copyText } from '../../src/ui/copyText.ts';

afterEach(() => vi.unstubAllGlobals());

/** A clipboard that writes only in the press itself, as WebKit's, until `press` is over. */
function strictClipboard() {
  const state = { pressed: true, text: '' };
  const guard = (): void => {
    if (!state.pressed) throw new DOMException('not in a press', 'NotAllowedError');
  };
  vi.stubGlobal(
    'ClipboardItem',
    class {
      constructor(readonly parts: Record<string, Promise<Blob>>) {}
    },
  );
  vi.stubGlobal('navigator', {
    clipboard: {
      async writeText(text: string) {
        guard();
        state.text = text;
      },
      async write([item]: { parts: Record<string, Promise<Blob>> }[]) {
        guard();
        state.text = await (await item.parts['text/plain']).text();
      },
    },
  });
  return state;
}

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 5));

it('copies a text that comes after the press', async () => {
  const clipboard = strictClipboard();
  const done = copyText(later('a link'));
  clipboard.pressed = false;
  expect(await done).toBe('copied');
  expect(clipboard.text).toBe('a link');
});

it('leaves the clipboard as it is where there is nothing to copy', async () => {
  const clipboard = strictClipboard();
  clipboard.text = 'from before';
  expect(await copyText(later(undefined))).toBe('none');
  expect(clipboard.text).toBe('from before');
});

it('writes the text itself where no promise is taken', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal('ClipboardItem', undefined);
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  expect(await copyText(later('a link'))).toBe('copied');
  expect(writeText).toHaveBeenCalledWith('a link');
});

it('says that it was refused, also where there is no clipboard', async () => {
  strictClipboard().pressed = false;
  expect(await copyText(later('a link'))).toBe('refused');
  vi.stubGlobal('navigator', {});
  expect(await copyText(later('a link'))).toBe('refused');
});

it('passes on why a text did not come', async () => {
  strictClipboard();
  await expect(copyText(Promise.reject(new Error('no room')))).rejects.toThrow('no room');
});

/** Theme and accent of the frame, by the address and later by the host. */
import { inkOn, standsOut, type Theme } from './accent.ts';
import type { ThemeWish } from './messages.ts';

const system = matchMedia('(prefers-color-scheme: dark)');

export const themeOf = (wish: ThemeWish): Theme =>
  wish === 'auto' ? (system.matches ? 'dark' : 'light') : wish;

/** Follows the wish, and with `auto` the system; `onChange` hears of each change. */
export function followTheme(
  first: ThemeWish,
  onChange: (theme: Theme) => void,
): { wish(next: ThemeWish): void } {
  let wished = first;
  const apply = (): void => {
    const theme = themeOf(wished);
    if (document.documentElement.dataset.theme === theme) return;
    document.documentElement.dataset.theme = theme;
    onChange(theme);
  };
  system.addEventListener('change', apply);
  apply();
  return {
    wish(next) {
      wished = next;
      apply();
    },
  };
}

/** Puts the author's colour in the place of the usual one, in a theme where it can be seen. */
export function setAccent(colour: string | undefined, theme: Theme): void {
  const { style } = document.documentElement;
  if (colour === undefined || !standsOut(colour, theme)) {
    style.removeProperty('--accent');
    style.removeProperty('--accent-ink');
    return;
  }
  style.setProperty('--accent', colour);
  style.setProperty('--accent-ink', inkOn(colour));
}

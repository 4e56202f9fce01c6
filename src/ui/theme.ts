/** Light or dark: by the system, unless the reader chose; the choice is remembered where storage allows. */
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';
export type ThemeChoice = 'auto' | Theme;

const KEY = 'batchscope-theme';
const listeners = new Set<() => void>();
let choice: ThemeChoice = remembered();

function remembered(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto';
  }
}

const system = matchMedia('(prefers-color-scheme: dark)');
const currentTheme = (): Theme => (choice === 'auto' ? (system.matches ? 'dark' : 'light') : choice);

function apply(): void {
  document.documentElement.dataset.theme = currentTheme();
  for (const listener of listeners) listener();
}
system.addEventListener('change', apply);
apply();

/** `keep`: remember it for the next visit. */
export function chooseTheme(next: ThemeChoice, keep = true): void {
  choice = next;
  try {
    if (!keep) return;
    if (next === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts as long as the page.
  } finally {
    apply();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, currentTheme);
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);

import { useCallback, useRef, useState, type ReactNode } from 'react';
import { useExplorer, useExplorerState } from '../../state/hooks.ts';
import { Segmented } from '../../ui/controls/Segmented.tsx';
import { useDismiss } from '../../ui/useDismiss.ts';
import { chooseTheme, useThemeChoice } from '../../ui/theme.ts';
import { Tabs } from './Tabs.tsx';

const THEMES = [
  { value: 'auto', label: 'Auto' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

interface HeaderProps {
  /** What the page shown is for. */
  tagline: string;
  /** Its buttons. */
  actions: ReactNode;
}

/** Name, pages, and what belongs to the page that is shown. */
export function Header({ tagline, actions }: HeaderProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useDismiss(
    root,
    open,
    useCallback(() => setOpen(false), []),
  );
  const theme = useThemeChoice();
  const { store } = useExplorer();
  const shortcuts = useExplorerState((s) => s.shortcuts);
  return (
    <header>
      <h1>Batchscope</h1>
      <Tabs />
      <p className="tagline">{tagline}</p>
      <div className="header-end">
        <div className="display" ref={root}>
          <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
            Display
          </button>
          {open && (
            <div className="display-panel">
              <span>Theme</span>
              <Segmented name="Theme" value={theme} options={THEMES} onChange={chooseTheme} />
              <label>
                <input
                  type="checkbox"
                  checked={shortcuts}
                  onChange={(e) => store.setState({ shortcuts: e.target.checked })}
                />{' '}
                Keyboard shortcuts
              </label>
              <p>
                <kbd>Space</kbd> start or pause · <kbd>→</kbd> one update · <kbd>E</kbd> one epoch ·{' '}
                <kbd>R</kbd> back to the start
              </p>
            </div>
          )}
        </div>
        {actions}
      </div>
    </header>
  );
}

import { useExplorerState } from '../../state/hooks.ts';
import { goTo, hrefOf, usePage, type PageName } from './address.ts';

const PAGES: readonly { name: PageName; label: string }[] = [
  { name: 'train', label: 'Train' },
  { name: 'compare', label: 'Compare' },
  { name: 'memory', label: 'Memory' },
];

/** The pages as links: a plain click changes the page in place, any other is the browser's. Learn and Lecture are pages of their own. */
export function Tabs() {
  const page = usePage();
  useExplorerState((s) => s.draft);
  return (
    <nav className="tabs" aria-label="Pages">
      {PAGES.map(({ name, label }) => (
        <a
          key={name}
          href={hrefOf(name)}
          aria-current={name === page ? 'page' : undefined}
          onClick={(e) => {
            if (e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
            e.preventDefault();
            goTo(name);
          }}
        >
          {label}
        </a>
      ))}
      <a href="learn.html">Learn</a>
      <a href="lecture.html">Lecture</a>
    </nav>
  );
}

/** Calls back once, when the page has loaded and has nothing better to do; returns what cancels it. */
export function whenIdle(then: () => void): () => void {
  let cancelled = false;
  const once = (): void => {
    if (!cancelled) then();
  };
  const soon = (): void => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(once, { timeout: 2000 });
    else setTimeout(once, 200);
  };
  if (document.readyState === 'complete') soon();
  else addEventListener('load', soon, { once: true });
  return () => {
    cancelled = true;
    removeEventListener('load', soon);
  };
}

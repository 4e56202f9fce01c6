import type { ReactNode } from 'react';

/** A piece of a chart, beside its name in the key. */
export const Sample = ({ children }: { children: ReactNode }) => (
  <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden="true">
    {children}
  </svg>
);

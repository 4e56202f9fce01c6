import { useEffect } from 'react';
import { whenIdle } from '../worker/client/whenIdle.ts';
import type { Part } from './part.ts';

/** Fetches the code of a part that is soon to be shown once the page has nothing better to do, so that it comes at once. */
export function useAhead({ preload }: Pick<Part<object>, 'preload'>, soon = true): void {
  useEffect(() => (soon ? whenIdle(() => void preload()) : undefined), [preload, soon]);
}

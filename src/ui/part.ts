import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** Code of the page that did not arrive. */
export class LoadError extends Error {
  override name = 'LoadError';
}

/** A component whose code is fetched when it is first shown; that it did not come is told from errors of its own. */
export function part<P>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      throw new LoadError(cause instanceof Error ? cause.message : String(cause), { cause });
    }
  });
}

import { createElement, lazy, useState, type ComponentType } from 'react';

/** Code of the page that did not arrive. */
export class LoadError extends Error {
  override name = 'LoadError';
}

export type Part<P> = ComponentType<P> & {
  /** Fetches the code ahead: what is there is shown at once, while React delays by 300 ms what it had to wait for. Never rejects. */
  preload(): Promise<void>;
};

/** A component whose code is fetched when it is first shown; that it did not come is told from errors of its own. */
export function part<P extends object>(load: () => Promise<ComponentType<P>>): Part<P> {
  let here: ComponentType<P> | undefined;
  const fetched = async (): Promise<ComponentType<P>> => (here = await load());
  const Later: ComponentType<P> = lazy(async () => {
    try {
      return { default: await fetched() };
    } catch (cause) {
      throw new LoadError(cause instanceof Error ? cause.message : String(cause), { cause });
    }
  });
  const Shown = (props: P) => {
    const [One] = useState<ComponentType<P>>(() => here ?? Later);
    return createElement(One, props);
  };
  return Object.assign(Shown, { preload: () => fetched().then(undefined, () => undefined) as Promise<void> });
}

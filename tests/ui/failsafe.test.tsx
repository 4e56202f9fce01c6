import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Failsafe } from '../../src/ui/Failsafe.tsx';
import { part } from '../../src/ui/part.ts';

let root: Root;
let page: HTMLElement;
const logged = vi.fn<(error: unknown) => void>();

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page, { onCaughtError: logged });
  logged.mockClear();
});
afterEach(() => {
  act(() => root.unmount());
  page.remove();
  vi.unstubAllGlobals();
});

const show = (child: ReactNode): Promise<void> =>
  act(async () => {
    root.render(
      <>
        <Failsafe what="The loss chart" card>
          {child}
        </Failsafe>
        <p>The rest.</p>
      </>,
    );
    await Promise.resolve();
  });

it('says that code did not come, and leaves the rest of the page alone', async () => {
  const Chart = part(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  await show(<Chart />);
  expect(page.textContent).toContain('The loss chart could not be loaded. The connection may be gone.');
  expect(page.textContent).toContain('The rest.');
});

it('blames no connection for an error of the code', async () => {
  const Broken = (): ReactNode => {
    throw new TypeError('x is undefined');
  };
  await show(<Broken />);
  expect(page.textContent).toContain('The loss chart failed.');
  expect(page.textContent).not.toContain('connection');
  expect(logged.mock.calls[0][0]).toEqual(new TypeError('x is undefined'));
});

it('shows code that was fetched ahead at once, and once it failed tries again when it is shown', async () => {
  const load = vi.fn(() => Promise.resolve(() => <p>The chart.</p>));
  const Chart = part(load);
  await Chart.preload();
  act(() => root.render(<Chart />));
  expect(page.textContent).toBe('The chart.');
  expect(load).toHaveBeenCalledTimes(1);

  let gone = true;
  const Late = part(() =>
    gone ? Promise.reject(new TypeError('gone')) : Promise.resolve(() => <p>The other chart.</p>),
  );
  await Late.preload();
  gone = false;
  await show(<Late />);
  expect(page.textContent).toContain('The other chart.');
});

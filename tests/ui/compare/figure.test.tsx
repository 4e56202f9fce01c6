import { act, useContext } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import { defaultSweep } from '../../../src/experiment/sweepFields.ts';
import { DrawnLater } from '../../../src/ui/charts/useSize.ts';
import { Figure } from '../../../src/ui/compare/views/Figure.tsx';
import { base } from '../../state/compareSupport.ts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
afterEach(() => document.body.replaceChildren());

const Chart = () => <output>{useContext(DrawnLater) ? 'in steps' : 'at once'}</output>;

const figure = (empty: string | undefined) => (
  <Figure
    id="one"
    title="Which?"
    sentence="This one."
    spec={defaultSweep(base())}
    notes={[]}
    empty={empty}
    values={() => []}
    settings=""
  >
    <Chart />
  </Figure>
);

it('draws the first chart of a growing figure in steps, and that of one that is shown anew at once', () => {
  const place = document.body.appendChild(document.createElement('div'));
  const growing = createRoot(place);
  act(() => growing.render(figure('Nothing has run yet.')));
  expect(place.querySelector('output')).toBeNull();
  act(() => growing.render(figure(undefined)));
  expect(place.querySelector('output')!.textContent).toBe('in steps');
  act(() => growing.unmount());

  const chosen = createRoot(place);
  act(() => chosen.render(figure(undefined)));
  expect(place.querySelector('output')!.textContent).toBe('at once');
  act(() => chosen.unmount());
});

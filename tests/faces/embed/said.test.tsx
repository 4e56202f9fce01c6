import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { Said } from '../../../src/faces/embed/live/Said.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

it('tells of every fold, so that the frame can grow with the sentence', () => {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const onFold = vi.fn();
  act(() => root.render(<Said text={'What was measured. '.repeat(40)} onFold={onFold} />));
  const before = onFold.mock.calls.length;
  act(() => place.querySelector('button')?.click());
  expect(place.querySelector('button')?.textContent).toBe('Less');
  expect(onFold.mock.calls.length).toBe(before + 1);
  act(() => root.unmount());
  place.remove();
});

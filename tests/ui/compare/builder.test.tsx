import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { Builder } from '../../../src/ui/compare/Builder.tsx';
import { compareOn, fakeShelf, fakeWorkers } from '../../state/compareSupport.ts';
import { mount, type Mounted } from './mount.ts';

let mounted: Mounted;
afterEach(() => mounted.end());

it('promises the same update from micro-batches only where no task has batch normalisation', () => {
  const compare = compareOn(fakeShelf(), fakeWorkers());
  mounted = mount(compare);
  compare.build();
  mounted.render(<Builder />);
  const help = () =>
    [...mounted.place.querySelectorAll('[role="tooltip"]')]
      .map((tip) => tip.textContent)
      .find((text) => text.startsWith('Larger batches are computed in parts'));
  expect(help()).toContain('the same update with less memory');
  act(() => compare.edit({ arms: 'digits.mlp, digits.cnn-bn' }));
  expect(help()).not.toContain('the same update');
  expect(help()).toContain('with batch normalisation a different update');
});

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
  mounted.draft({ microBatch: '32' });
  expect(mounted.place.textContent).not.toContain('make a different update');
  act(() => compare.edit({ arms: 'digits.mlp, digits.cnn-bn' }));
  expect(mounted.place.textContent).toContain('micro-batches make a different update');
  mounted.draft({ microBatch: '0' });
  expect(mounted.place.textContent).not.toContain('make a different update');
});

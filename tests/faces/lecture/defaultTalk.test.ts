import { expect, it } from 'vitest';
import { decodeLink } from '../../../src/experiment/url.ts';
import { defaultTalk } from '../../../src/faces/lecture/defaultTalk.ts';
import { IDS } from '../../recordings/support.ts';

const { scenes } = defaultTalk();

it('shows what is recorded, with settings that a link may have', () => {
  for (const { show } of scenes) {
    if (show.kind === 'preset') expect(IDS).toContain(show.preset);
    if (show.kind === 'memory') expect(decodeLink(show.link).notes).toEqual([]);
  }
  expect(scenes.filter(({ show }) => show.kind === 'preset').length).toBeGreaterThanOrEqual(7);
});

it('states no number of its own: they come from recordings and settings', () => {
  for (const { title, words = '' } of scenes) expect(`${title} ${words}`).not.toMatch(/\d/);
});

it('has notes for the speaker on every scene', () => {
  for (const { notes } of scenes) expect(notes.length).toBeGreaterThan(40);
});

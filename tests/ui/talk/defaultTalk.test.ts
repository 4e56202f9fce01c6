import { expect, it } from 'vitest';
import { readTalk, writeTalk } from '../../../src/experiment/talkFile.ts';
import { decodeLink } from '../../../src/experiment/url.ts';
import { defaultTalk } from '../../../src/ui/talk/defaultTalk.ts';

const TALK = defaultTalk();

it('is a talk that can be read, of about ten scenes', () => {
  expect(readTalk(writeTalk(TALK))).toEqual({ talk: TALK });
  expect(TALK.scenes.length).toBeGreaterThanOrEqual(10);
  expect(TALK.scenes.length).toBeLessThanOrEqual(12);
});

it('has no number in what the room reads: those come from recordings and settings', () => {
  for (const { title, words = '' } of TALK.scenes) expect(`${title} ${words}`).not.toMatch(/\d/);
});

it('links to settings as they are', () => {
  for (const { show } of TALK.scenes)
    if (show.kind === 'memory') {
      const { config, notes } = decodeLink(show.link);
      expect(notes).toEqual([]);
      expect(config).toMatchObject({ model: 'cnn', memoryLimit: 64 });
    }
  expect(TALK.scenes.some(({ show }) => show.kind === 'memory')).toBe(true);
});

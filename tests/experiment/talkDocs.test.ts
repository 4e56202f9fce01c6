import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatNumber } from '../../src/experiment/format.ts';
import { MOST, readTalk, TALK_AXES, TALK_LIMIT, writeTalk } from '../../src/experiment/talkFile.ts';
import { TALK } from './talkSupport.ts';

const docs = readFileSync(new URL('../../docs/lecture.md', import.meta.url), 'utf8');

it('the example of a talk can be read, and nothing of it is left out', () => {
  const [, example] = /```json\n([^`]+)```/.exec(docs) ?? [];
  const found = readTalk(example);
  if (!('talk' in found)) throw new Error(found.error);
  expect(JSON.parse(writeTalk(found.talk))).toEqual(JSON.parse(example));
});

it('names every kind of scene, every axis and every limit', () => {
  for (const { show } of TALK.scenes) expect(docs).toContain(`| \`${show.kind}\``);
  for (const axis of TALK_AXES) expect(docs).toContain(`\`${axis}\``);
  for (const limit of [MOST.scenes, MOST.title, MOST.words, MOST.notes, TALK_LIMIT])
    expect(docs).toContain(formatNumber(limit));
});

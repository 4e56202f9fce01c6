/** Changes to a talk's scenes. */
import type { Scene, Talk } from '../../experiment/talk.ts';
import { MOST } from '../../experiment/talkFile.ts';

const withScenes = (talk: Talk, scenes: Scene[]): Talk => ({ ...talk, scenes });

export const changed = (talk: Talk, at: number, change: Partial<Scene>): Talk =>
  withScenes(
    talk,
    talk.scenes.map((scene, i) => (i === at ? { ...scene, ...change } : scene)),
  );

/** Without words of its own a scene says what its figure's numbers say. */
export const withWords = (talk: Talk, at: number, words: string): Talk => {
  const { words: _, ...rest } = talk.scenes[at];
  const scene: Scene = words === '' ? rest : { ...rest, words };
  return withScenes(
    talk,
    talk.scenes.map((one, i) => (i === at ? scene : one)),
  );
};

export const canAdd = ({ scenes }: Talk): boolean => scenes.length < MOST.scenes;
export const canDelete = ({ scenes }: Talk): boolean => scenes.length > 1;

export const duplicated = (talk: Talk, at: number): Talk =>
  canAdd(talk) ? withScenes(talk, [...talk.scenes.slice(0, at + 1), ...talk.scenes.slice(at)]) : talk;

export const deleted = (talk: Talk, at: number): Talk =>
  canDelete(talk)
    ? withScenes(
        talk,
        talk.scenes.filter((_, i) => i !== at),
      )
    : talk;

/** One place towards the start or the end; unchanged at either. */
export function moved(talk: Talk, at: number, by: 1 | -1): Talk {
  const to = at + by;
  if (to < 0 || to >= talk.scenes.length) return talk;
  const scenes = [...talk.scenes];
  [scenes[at], scenes[to]] = [scenes[to], scenes[at]];
  return withScenes(talk, scenes);
}

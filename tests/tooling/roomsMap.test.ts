import { describe, expect, it } from 'vitest';
import { mapProblems } from '../../scripts/rooms-map.mjs';

const MAP = `# Map

| room            | what is there                                         |
| --------------- | ----------------------------------------------------- |
| \`science/\`      | \`batch\` arithmetic                                    |
|                 | and \`stats\`, from a \`Split\`                           |
| \`engine/\`       | \`engine\` (the interface), \`kernels/\`                  |
| \`engine/cpu/\`   | \`engine\`, one call; its table is \`files.json\`         |

\`elsewhere\` is not in the table.
`;
const FILES = [
  'src/build.d.ts',
  'src/engine/cpu/engine.ts',
  'src/engine/cpu/files.json',
  'src/engine/engine.ts',
  'src/engine/kernels/a.ts',
  'src/engine/kernels/b/c.tsx',
  'src/science/batch.ts',
  'src/science/batch.css',
  'src/science/stats.ts',
];

describe('the map of the rooms', () => {
  it('is right where every file is named in its room, by itself or by its folder', () => {
    expect(mapProblems(MAP, FILES)).toEqual([]);
  });

  it.each([
    ['a file that no row names', 'src/science/paired.ts', 'src/science/paired.ts is not named'],
    ['one named in another room only', 'src/science/engine.ts', 'src/science/engine.ts is not named'],
    [
      'one in a folder that is not named',
      'src/science/deep/stats.ts',
      'src/science/deep/stats.ts is not named',
    ],
    ['one in no room', 'src/lobby/a.ts', 'src/lobby/a.ts lies in no room'],
  ])('misses %s', (_, path, problem) => {
    const found = mapProblems(MAP, [...FILES, path]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  it.each([
    ['src/science/stats.ts', '`stats` in src/science/'],
    ['src/engine/cpu/files.json', '`files.json` in src/engine/cpu/'],
  ])('names what is gone: %s', (gone, problem) => {
    const found = mapProblems(
      MAP,
      FILES.filter((path) => path !== gone),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  it('is no map without the table', () => {
    expect(mapProblems('# Nothing', FILES)).toHaveLength(6);
  });
});

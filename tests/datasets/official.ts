import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The first of `folders` that has both real datasets, as `npm run datasets` lays them out and takes them. */
export const withBoth = (folders: readonly string[]): string | undefined =>
  folders.find((folder) => existsSync(`${folder}mnist`) && existsSync(`${folder}fashion-mnist`));

/** The folder with the official files, or undefined where there is none. */
export const OFFICIAL: string | undefined = withBoth(
  ['../../public/datasets/', '../../../shared/datasets/'].map((folder) =>
    fileURLToPath(new URL(folder, import.meta.url)),
  ),
);

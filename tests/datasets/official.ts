import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder with the official files, as `npm run datasets` lays them out, or undefined where there is none. */
export const OFFICIAL: string | undefined = ['../../public/datasets/', '../../../shared/datasets/']
  .map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
  .find((folder) => existsSync(`${folder}mnist`) && existsSync(`${folder}fashion-mnist`));

import { resolve } from 'node:path';
import process from 'node:process';
import { root } from '../../../scripts/run.mjs';

/** The folder of the built site that the tests drive. */
export const builtSite = resolve(root, process.env.BATCHSCOPE_DIST ?? 'dist');

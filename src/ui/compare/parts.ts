/** The part of Compare that comes after the questions are on the page: the views. */
import { part } from '../part.ts';

export const Stage = part(async () => (await import('./Stage.tsx')).Stage);

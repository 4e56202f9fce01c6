/** Programs beside this one, which end with it. */
import { spawn } from 'node:child_process';

const running = new Set();

/** As `spawn`. */
export function startProgram(path, args, options) {
  const child = spawn(path, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends those that a browser left that did not start, or did not end. */
export const endPrograms = () => running.forEach((child) => child.kill('SIGKILL'));

process.once('exit', endPrograms);

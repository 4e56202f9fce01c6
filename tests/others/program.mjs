/** Programs beside this one, which end with it. */
import { spawn } from 'node:child_process';

/** As `spawn`. */
export function startProgram(path, args, options) {
  const child = spawn(path, args, options);
  const end = () => child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

/**
 * The import rules over all of src/: every file in a room and in the map of the rooms, no forbidden import, no circle of
 * imports. Also lists the files of over 200 lines.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { mapProblems } from './rooms-map.mjs';
import { importProblem, isHoused, resolve } from './rooms.mjs';
import { inRoot } from './run.mjs';

const LONG = 200;

const all = readdirSync(inRoot('src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => posix.join(posix.relative(inRoot(), entry.parentPath), entry.name))
  .sort();
const files = all.filter((path) => /\.tsx?$/.test(path));

function importsOf(path) {
  const source = ts.createSourceFile(path, readFileSync(inRoot(path), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((node) => {
    if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return [];
    if (!node.moduleSpecifier) return [];
    const typeOnly = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly : node.isTypeOnly;
    return [{ specifier: node.moduleSpecifier.text, typeOnly: Boolean(typeOnly) }];
  });
}

/** The source file of a relative import, with the ending it was written without. */
const fileOf = (from, specifier) =>
  ['', '.ts', '.tsx'].map((end) => resolve(from, specifier) + end).find((path) => files.includes(path));

const graph = new Map();
const problems = files.filter((path) => !isHoused(path)).map((path) => `${path} is in no room of src/`);
let count = 0;
for (const path of files) {
  const edges = [];
  for (const { specifier, typeOnly } of importsOf(path)) {
    count++;
    const why = importProblem(path, specifier, typeOnly);
    if (why) problems.push(`${path} imports "${specifier}": ${why}`);
    const target = specifier.startsWith('.') && fileOf(path, specifier);
    if (target && !typeOnly) edges.push(target);
    if (specifier.startsWith('.') && !target && !existsSync(inRoot(resolve(path, specifier)))) {
      problems.push(`${path} imports "${specifier}", and there is no such file`);
    }
  }
  graph.set(path, edges);
}

const done = new Set();
function walk(path, trail) {
  const seen = trail.indexOf(path);
  if (seen >= 0) problems.push(`a circle of imports: ${[...trail.slice(seen), path].join(' → ')}`);
  if (seen >= 0 || done.has(path)) return;
  for (const next of graph.get(path)) walk(next, [...trail, path]);
  done.add(path);
}
for (const path of files) walk(path, []);

problems.push(...mapProblems(readFileSync(inRoot('docs/architecture.md'), 'utf8'), all));

const long = files
  .map((path) => ({ path, lines: readFileSync(inRoot(path), 'utf8').trimEnd().split('\n').length }))
  .filter(({ lines }) => lines > LONG);
console.log(`Over ${LONG} lines: ${long.map(({ path, lines }) => `${path} ${lines}`).join(', ')}.`);
for (const problem of problems) console.log(problem);
console.log(`${files.length} files, ${count} imports, ${problems.length} against the rules.`);
process.exitCode = problems.length > 0 ? 1 : 0;

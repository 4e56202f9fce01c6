/** Compiles the cpu engine's AssemblyScript to src/engine/cpu/generated/bytes.ts, unless that is up to date. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/engine/cpu/assembly');
const generated = join(root, 'src/engine/cpu/generated');
const target = join(generated, 'bytes.ts');

/** Baseline SIMD alone: no relaxed instructions, whose results differ between processors, and no threads. */
const options = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--runtime', 'stub', '--noAssert'],
  ...['--enable', 'simd', '--memoryBase', '64'],
];

/** Most bytes of the module, gzipped. */
const LIMIT = 25_000;

function stamp() {
  const compiler = readFileSync(join(root, 'node_modules/assemblyscript/package.json'), 'utf8');
  const hash = createHash('sha256').update(JSON.parse(compiler).version).update(options.join(' '));
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.ts')) hash.update(`\n${name}\n`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

/** True when the module had to be compiled, which it says. @throws Error with the compiler's words when it cannot be. */
export async function buildEngine(say = console.log) {
  const head = `/* Compiled from ../assembly by scripts/build-engine.mjs: ${stamp()} */\n`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(head)) return false;
  const { default: asc } = await import('assemblyscript/asc');
  const { error, stderr, stdout } = await asc.main(
    ['index.ts', '--baseDir', folder, '--outFile', 'module.wasm', ...options],
    {
      readFile: (name, base) =>
        existsSync(join(base, name)) ? readFileSync(join(base, name), 'utf8') : null,
      writeFile: (name, contents) => void (name === 'module.wasm' && (wasm = contents)),
      listFiles: () => [],
    },
  );
  if (error || !wasm) throw new Error(`The cpu engine does not compile:\n${stderr}${stdout}${error ?? ''}`);
  const gzipped = gzipSync(wasm).length;
  if (gzipped > LIMIT) throw new Error(`The cpu engine's module is ${gzipped} bytes gzipped, over ${LIMIT}.`);
  mkdirSync(generated, { recursive: true });
  const code = `${head}export const bytes =\n  '${Buffer.from(wasm).toString('base64')}';\n`;
  writeFileSync(`${target}.${process.pid}`, code);
  renameSync(`${target}.${process.pid}`, target);
  say(`Compiled the cpu engine: ${wasm.length} bytes, ${gzipped} gzipped.`);
  return true;
}

let wasm;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildEngine().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

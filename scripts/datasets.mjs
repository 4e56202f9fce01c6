/**
 * npm run datasets [-- --from DIR] [--to DIR]: fills public/datasets with MNIST and Fashion-MNIST, from DIR/mnist/*.gz
 * and DIR/fashion-mnist/*.gz or from the mirrors, each file's unpacked bytes checked against their SHA-256. Files that
 * are there and right are left alone. Exits 1 with a named reason; leaves no half-written file.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const table = JSON.parse(await readFile(join(root, 'src/datasets/load/files.json'), 'utf8'));

class Refusal extends Error {
  constructor(reason, message) {
    super(`${reason}: ${message}`);
  }
}

/** Throws unless `packed` unpacks to the bytes that `file` must have. */
function check(file, packed) {
  let bytes;
  try {
    bytes = gunzipSync(packed, { maxOutputLength: file.unpackedBytes });
  } catch (error) {
    if (error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refusal(
        'wrong-hash',
        `unpacks to more than the ${file.unpackedBytes} bytes that it should have`,
      );
    const start = packed.subarray(0, 256).toString('latin1').trimStart();
    if (start.startsWith('<')) throw new Refusal('not-idx', 'an HTML page instead');
    throw new Refusal('truncated', `does not unpack (${error.message})`);
  }
  const got = createHash('sha256').update(bytes).digest('hex');
  if (got !== file.sha256)
    throw new Refusal('wrong-hash', `SHA-256 of the unpacked bytes is ${got}, not ${file.sha256}`);
}

async function read(path) {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Refusal(error.code === 'ENOENT' ? 'missing' : 'unreadable', error.message);
  }
}

async function download(address) {
  let response;
  try {
    response = await fetch(address);
  } catch (error) {
    throw new Refusal('offline', error.cause?.message ?? error.message);
  }
  if (!response.ok) throw new Refusal('not-found', `HTTP ${response.status}`);
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Refusal('truncated', `the connection broke (${error.message})`);
  }
}

/** The first of `sources` whose bytes are right: { packed, source }. Throws with what each of them said. */
async function firstRight(file, sources) {
  const said = [];
  for (const { name, get } of sources) {
    try {
      const packed = await get();
      check(file, packed);
      return { packed, name };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      said.push(`  ${name}\n    ${error.message}`);
    }
  }
  throw new Error(said.join('\n'));
}

let unfinished;

async function place(path, packed) {
  unfinished = `${path}.${process.pid}.part`;
  try {
    await writeFile(unfinished, packed);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function isRight(file, path) {
  try {
    check(file, await read(path));
    return true;
  } catch {
    return false;
  }
}

async function main() {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  const to = values.to ? resolve(values.to) : join(root, 'public/datasets');
  for (const [dataset, { mirrors, files }] of Object.entries(table)) {
    await mkdir(join(to, dataset), { recursive: true });
    for (const file of Object.values(files)) {
      const packedName = `${file.name}.gz`;
      const path = join(to, dataset, packedName);
      const shown = relative(process.cwd(), path);
      if (await isRight(file, path)) {
        console.log(`${shown}: already there, verified`);
        continue;
      }
      const local = values.from && resolve(values.from, dataset, packedName);
      const sources = local
        ? [{ name: local, get: () => read(local) }]
        : mirrors.map((mirror) => ({ name: mirror + packedName, get: () => download(mirror + packedName) }));
      let found;
      try {
        found = await firstRight(file, sources);
      } catch (error) {
        throw new Error(`${dataset}/${packedName} could not be had:\n${error.message}`, { cause: error });
      }
      await place(path, found.packed);
      console.log(`${shown}: ${found.packed.length.toLocaleString('en')} bytes from ${found.name}, verified`);
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    if (unfinished) await rm(unfinished, { force: true });
    process.exit(1);
  });
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { say, seconds, SetUpError } from './say.mjs';

const SOURCES = ['apps', 'libs', 'test/bench'];

// The same as jest.config.mjs: what is tested is what runs. Types are checked by `npm run check`.
const OPTIONS = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    experimental: { keepImportAttributes: true },
    target: 'es2022',
  },
  module: { type: 'es6' },
  sourceMaps: true,
  swcrc: false,
};

/** Compiles the sources into dist/ when they or the compiler changed since. A half-done build never becomes dist/. */
export async function compile(root) {
  const sources = listSources(root);
  const stamp = fingerprint(root, sources);
  if (isBuilt(root, stamp)) return;
  const begun = performance.now();
  const fresh = join(root, `dist.${process.pid}`);
  try {
    const { transform } = await import('@swc/core');
    for (const { path, text } of sources) await compileOne(transform, root, fresh, path, text);
    writeFileSync(join(fresh, '.stamp'), stamp);
    swap(root, fresh, stamp);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  say(`built ${sources.length} files (${seconds(begun)})`);
}

const isSource = (name) => name.endsWith('.ts') && !/\.(spec|testing|d)\.ts$/.test(name);

const listSources = (root) =>
  SOURCES.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter(isSource)
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

function fingerprint(root, sources) {
  const hash = createHash('sha256')
    .update(JSON.stringify(OPTIONS))
    .update(readFileSync(join(root, 'package-lock.json')));
  for (const { path, text } of sources) hash.update(`${path}\0${text}\0`);
  return hash.digest('hex');
}

function isBuilt(root, stamp) {
  const file = join(root, 'dist/.stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

async function compileOne(transform, root, fresh, path, text) {
  const target = join(fresh, path.replace(/\.ts$/, '.js'));
  const name = target.slice(dirname(target).length + 1);
  // The map is read at its final place, dist/, not at the one where it is written now.
  const sourceFileName = relative(dirname(join(root, 'dist', path)), join(root, path));
  const { code, map } = await transform(text, { ...OPTIONS, filename: join(root, path), sourceFileName }).catch((fault) => {
    throw new SetUpError(`${path} does not compile:\n${fault.message.split('\n\nCaused by')[0].trimEnd()}`);
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${code}//# sourceMappingURL=${name}.map\n`);
  writeFileSync(`${target}.map`, map);
}

function swap(root, fresh, stamp) {
  const dist = join(root, 'dist');
  const old = `${fresh}.old`;
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch (fault) {
    // Another start built the same at the same time.
    if (!isBuilt(root, stamp)) throw fault;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

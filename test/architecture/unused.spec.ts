import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');

type Kind = 'files' | 'dependencies' | 'unlisted' | 'exports' | 'types';
type Issue = { readonly file: string } & Readonly<Record<Kind, readonly { readonly name: string }[]>>;

async function unusedIn(folder: string): Promise<Record<Kind, string[]>> {
  const knip = join(ROOT, 'node_modules/knip/bin/knip.js');
  const args = [knip, '--no-progress', '--reporter', 'json', '--config', join(ROOT, 'knip.jsonc'), '--directory', folder];
  const env = { ...process.env, NODE_OPTIONS: '' };
  // It answers 1 when it finds something, as it should here.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env }).catch(
    (fault: unknown) => fault as { stdout: string },
  );
  const { issues } = JSON.parse(stdout) as { issues: Issue[] };
  const of = (kind: Kind): string[] => issues.flatMap((issue) => issue[kind].map(({ name }) => `${issue.file}: ${name}`)).sort();
  return {
    files: of('files'),
    dependencies: of('dependencies'),
    unlisted: of('unlisted'),
    exports: of('exports'),
    types: of('types'),
  };
}

it('what nothing uses is found: files, packages, exports; and packages that nobody listed', async () => {
  expect(await unusedIn(join(HERE, 'samples/unused'))).toEqual({
    files: ['apps/api/src/forgotten.ts: apps/api/src/forgotten.ts'],
    dependencies: ['package.json: rxjs'],
    unlisted: ['apps/api/src/main.ts: class-validator'],
    exports: ['libs/tariff/src/index.ts: rate', 'libs/tariff/src/tariff.ts: rate', 'libs/tariff/src/tariff.ts: unasked'],
    types: ['libs/tariff/src/index.ts: Rate'],
  });
});

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

const PACKAGE = { name: 'sample', type: 'module', imports: { '#*': './libs/*/src/index.ts' }, dependencies: { rxjs: '*' } };

/** A tree with one of each. */
const SAMPLE: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify(PACKAGE),
  'apps/api/src/main.ts': "import 'class-validator';\nimport { tariff } from '#tariff';\nexport const total = tariff(1);\n",
  'apps/api/src/forgotten.ts': 'export const forgotten = 1;\n',
  'libs/tariff/src/index.ts': "export { tariff, rate, type Rate } from './tariff.js';\n",
  'libs/tariff/src/tariff.ts':
    'export type Rate = number;\nexport const rate: Rate = 2;\nexport const tariff = (days: number): Rate => rate * days;\n',
};

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
  const folder = mkdtempSync(join(tmpdir(), 'ow-unused-'));
  for (const [path, text] of Object.entries(SAMPLE)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const found = await unusedIn(folder);
  rmSync(folder, { recursive: true });
  expect(found).toEqual({
    files: ['apps/api/src/forgotten.ts: apps/api/src/forgotten.ts'],
    dependencies: ['package.json: rxjs'],
    unlisted: ['apps/api/src/main.ts: class-validator'],
    exports: ['libs/tariff/src/index.ts: rate', 'libs/tariff/src/tariff.ts: rate'],
    types: ['libs/tariff/src/index.ts: Rate'],
  });
});

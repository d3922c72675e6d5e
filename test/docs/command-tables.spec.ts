import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '#engine';
import { read } from './markdown.js';

const PAGES = ['docs/api.md', 'docs/scenario.md'];

/** What the check says of the pages when they are changed; nothing where all is well. */
async function said(change: (text: string) => string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'one-window-tables-'));
  try {
    mkdirSync(join(folder, 'docs'));
    for (const page of PAGES) writeFileSync(join(folder, page), change(read(page)));
    const script = join(projectRoot(), 'scripts/command-tables.mjs');
    const env = { ...process.env, NODE_OPTIONS: '' };
    await promisify(execFile)(process.execPath, [script, 'check', folder], { env });
    return '';
  } catch (fault) {
    return (fault as { stderr: string }).stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('the tables of commands are what the definitions say', async () => {
  expect(await said((text) => text)).toBe('');
});

it.each([
  ['a field that is not said', (text: string) => text.replaceAll('`fewParameters', '`manyParameters')],
  ['a command that is missing', (text: string) => text.replace(/^\| `ExplainDelay`.*\n/gm, '')],
])('%s is seen on both pages', async (_what, change) => {
  const seen = await said(change);
  for (const page of PAGES) expect(seen).toContain(`${page} is not what the definitions say`);
});

it('what a scenario says by itself is kept as it was written', async () => {
  expect(await said((text) => text.replace('`听证笔录`', '`庭审笔录`'))).toBe('');
});

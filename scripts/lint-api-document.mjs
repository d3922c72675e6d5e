// Lints the API document that the compiled program gives of itself: without a server, a store or Redis, and without a word to anybody.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './child.mjs';
import { ROOT } from './setup.mjs';

const folder = mkdtempSync(join(tmpdir(), 'one-window-api-'));
const file = join(folder, 'openapi.json');
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
try {
  const { previewDocument } = await import(join(ROOT, 'dist/apps/api/src/api-document.js'));
  writeFileSync(file, JSON.stringify(await previewDocument(), null, 2));
  const redocly = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js');
  process.exitCode = await runNode([redocly, 'lint', '--config', join(ROOT, 'redocly.yaml'), file], { env });
} finally {
  rmSync(folder, { recursive: true });
}

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

const PROBLEM = {
  description: 'It is not there',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const QUEUE = {
  operationId: 'QueueList',
  summary: 'What waits',
  tags: ['queue'],
  parameters: [{ name: 'size', in: 'query', schema: { type: 'integer' }, example: 20 }],
  responses: { 200: { description: 'OK' }, 400: PROBLEM },
};
const TASK = {
  operationId: 'QueueTask',
  summary: 'One task',
  tags: ['queue'],
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  responses: { 200: { description: 'OK' }, 404: PROBLEM },
};
const SOUND = {
  openapi: '3.0.0',
  info: { title: 'A sample', version: '1', license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' } },
  servers: [{ url: '/' }],
  security: [{ bearer: [] }],
  tags: [{ name: 'queue', description: 'Work' }],
  paths: { '/queue': { get: QUEUE }, '/queue/{id}': { get: TASK } },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    schemas: { Problem: { type: 'object', properties: { type: { type: 'string' }, title: { type: 'string' } } } },
  },
};

const queue = (change: object): object => ({ ...SOUND, paths: { ...SOUND.paths, '/queue': { get: { ...QUEUE, ...change } } } });
const plain = { description: 'It is wrong', content: { 'application/json': { schema: { type: 'object' } } } };

/** By the rule that sees it, a document with one fault. */
const SAMPLES: Readonly<Record<string, object>> = {
  struct: queue({ responses: undefined }),
  'no-empty-servers': { ...SOUND, servers: [] },
  'security-defined': { ...SOUND, security: undefined, components: { schemas: SOUND.components.schemas } },
  'info-license': { ...SOUND, info: { title: 'A sample', version: '1' } },
  'tag-description': { ...SOUND, tags: [{ name: 'queue' }] },
  'operation-tag-defined': queue({ tags: ['work'] }),
  'operation-singular-tag': {
    ...queue({ tags: ['queue', 'work'] }),
    tags: [...SOUND.tags, { name: 'work', description: 'Too' }],
  },
  'operation-summary': queue({ summary: undefined }),
  'operation-operationId': queue({ operationId: undefined }),
  'operation-operationId-unique': queue({ operationId: 'QueueTask' }),
  'operation-2xx-response': queue({ responses: { 400: PROBLEM } }),
  'operation-4xx-response': queue({ responses: { 200: { description: 'OK' } } }),
  'operation-4xx-problem-details-rfc7807': queue({ responses: { 200: { description: 'OK' }, 400: plain } }),
  'no-invalid-parameter-examples': queue({ parameters: [{ ...QUEUE.parameters[0], example: 'many' }] }),
  'path-parameters-defined': queue({ parameters: [...TASK.parameters] }),
  'no-ambiguous-paths': {
    ...SOUND,
    paths: {
      ...SOUND.paths,
      '/{list}/all': { get: { ...TASK, operationId: 'All', parameters: [{ ...TASK.parameters[0], name: 'list' }] } },
    },
  },
  'no-unused-components': {
    ...SOUND,
    components: { ...SOUND.components, schemas: { ...SOUND.components.schemas, Task: { type: 'object' } } },
  },
};

interface Found {
  readonly problems: readonly { readonly ruleId: string; readonly severity: string }[];
}

/** Rules by document; each that is broken is an error, for warnings would not fail the check. */
async function lint(documents: Readonly<Record<string, object>>): Promise<Readonly<Record<string, readonly string[]>>> {
  const folder = mkdtempSync(join(tmpdir(), 'ow-api-samples-'));
  const files = Object.entries(documents).map(([name, document]) => {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(document));
    return join(folder, `${name}.json`);
  });
  const args = ['node_modules/@redocly/cli/bin/cli.js', 'lint', '--config', 'redocly.yaml', '--format', 'json', ...files];
  const env = { ...process.env, NODE_OPTIONS: '', REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  // It answers 1 when it finds something, as it should here.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env }).catch(
    (fault: unknown) => fault as { stdout: string },
  );
  rmSync(folder, { recursive: true });
  // One JSON after the other, in the order of the files.
  const found = stdout.split(/(?<=^\})(?=\{)/m).map((one) => (JSON.parse(one) as Found).problems);
  expect(found.flat().filter(({ severity }) => severity !== 'error')).toEqual([]);
  return Object.fromEntries(Object.keys(documents).map((name, i) => [name, [...new Set(found[i]?.map(({ ruleId }) => ruleId))]]));
}

it('sees each fault of an API document, and none where there is none', async () => {
  const { sound, ...found } = await lint({ sound: SOUND, ...SAMPLES });
  expect(sound).toEqual([]);
  expect(found).toEqual(Object.fromEntries(Object.keys(SAMPLES).map((rule) => [rule, [rule]])));
});

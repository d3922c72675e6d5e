import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');
const SAMPLES = join(HERE, 'samples');

/** Rule by rule, a tree that breaks it; `lint` holds one file for each thing that eslint must see. */
const samples = readdirSync(SAMPLES).filter((name) => name !== 'lint');

interface Cruised {
  rules: string[];
  found: Record<string, { modules: number; violations: { rule: string; from: string; to: string }[] }>;
}

interface Linted {
  filePath: string;
  messages: { ruleId: string | null; message: string }[];
}

const node = async (args: readonly string[], cwd: string): Promise<string> => {
  const run = promisify(execFile)(process.execPath, args, {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  // eslint answers 1 when it finds something, as it should here.
  const { stdout } = await run.catch((fault: unknown) => fault as { stdout: string });
  return stdout;
};

describe('boundaries between libs and apps', () => {
  let cruised: Cruised;

  beforeAll(async () => {
    const folders = [ROOT, ...samples.map((name) => join(SAMPLES, name))];
    cruised = JSON.parse(await node([join(HERE, 'cruise.mjs'), ...folders], ROOT)) as Cruised;
  }, 60_000);

  it('are kept by the whole tree', () => {
    expect(cruised.found[ROOT]?.violations).toEqual([]);
    expect(cruised.found[ROOT]?.modules).toBeGreaterThan(200);
  });

  it('have a sample for every rule, and a rule for every sample', () => {
    expect([...samples].sort()).toEqual([...cruised.rules].sort());
  });

  it.each(samples)('%s sees its sample, and nothing else does', (name) => {
    const { violations = [] } = cruised.found[join(SAMPLES, name)] ?? {};
    expect(new Set(violations.map(({ rule }) => rule))).toEqual(new Set([name]));
  });

  it('see a circle of types alone', () => {
    const { violations = [] } = cruised.found[join(SAMPLES, 'no-cycles')] ?? {};
    expect(violations.map(({ from }) => from)).toContain('libs/price-list/src/list.ts');
  });

  it('see what is reached through another pure lib', () => {
    const { violations = [] } = cruised.found[join(SAMPLES, 'pure-libs-stay-pure')] ?? {};
    expect(violations.map(({ from }) => from).sort()).toEqual(['libs/price-list/src/index.ts', 'libs/tariff/src/index.ts']);
  });
});

describe('lint', () => {
  const EXPECTED: Record<string, string | null | undefined> = {
    'libs/tariff/src/date-now.ts': 'no-restricted-properties',
    'libs/tariff/src/new-date.ts': 'no-restricted-syntax',
    'libs/tariff/src/date-call.ts': 'no-restricted-syntax',
    'libs/tariff/src/time-zone.ts': 'no-restricted-syntax',
    'libs/tariff/src/math-random.ts': 'no-restricted-properties',
    'libs/tariff/src/crypto-global.ts': 'no-restricted-globals',
    'libs/tariff/src/node-crypto.ts': 'no-restricted-imports',
    'libs/tariff/src/bare-fs.ts': 'no-restricted-imports',
    'libs/tariff/src/dynamic-import.ts': 'no-restricted-syntax',
    'libs/tariff/src/process-env.ts': 'no-restricted-globals',
    'libs/tariff/src/timer.ts': 'no-restricted-globals',
    'libs/tariff/src/cqrs-in-pure-lib.ts': 'no-restricted-imports',
    'libs/tariff/src/allowed.ts': undefined,
    'libs/tariff/src/allowed.spec.ts': undefined,
    'libs/event-store/src/allowed.ts': undefined,
    'apps/api/src/cqrs-names.ts': 'no-restricted-imports',
    'apps/api/src/cqrs-namespace.ts': 'no-restricted-imports',
    'apps/api/src/any.ts': '@typescript-eslint/no-explicit-any',
    'apps/api/src/floating-promise.ts': '@typescript-eslint/no-floating-promises',
    'apps/api/src/missing-case.ts': '@typescript-eslint/switch-exhaustiveness-check',
    'apps/api/src/type-import.ts': '@typescript-eslint/consistent-type-imports',
    'apps/api/src/injected.ts': undefined,
    // A comment that switches rules off has no effect, and is itself reported (without a rule's name).
    'apps/api/src/disabled.ts': null,
  };
  let found: Record<string, string | null | undefined>;

  beforeAll(async () => {
    const cwd = join(SAMPLES, 'lint');
    const eslint = join(ROOT, 'node_modules/eslint/bin/eslint.js');
    const output = await node([eslint, '--config', join(ROOT, 'eslint.config.mjs'), '--format', 'json', '.'], cwd);
    const files = (JSON.parse(output) as Linted[]).filter(({ messages }) => messages.length < 2);
    found = Object.fromEntries(files.map((file) => [file.filePath.slice(cwd.length + 1), file.messages[0]?.ruleId]));
  }, 60_000);

  it.each(Object.entries(EXPECTED))('answers %s with %s', (file, rule) => {
    expect(found).toHaveProperty([file], rule);
  });

  it('has no sample that nobody expects anything of', () => {
    expect(Object.keys(found).sort()).toEqual(Object.keys(EXPECTED).sort());
  });
});

import { posix } from 'node:path';
import { checked, SubmitApplicationDto } from '#dto';
import { loadLaw } from '#engine';
import { parseCalendarYear, parsePolicyPack } from '#law';
import { BODIES, DEMO_PASSWORD } from '#demo';
import { runScenario } from '../../apps/cli/src/scenario/run-scenario.js';
import { parseScenario } from '../../apps/cli/src/scenario/scenario-file.js';
import {
  anchorsOf,
  codeIn,
  doc,
  docs,
  exists,
  fencesOf,
  filesIn,
  linksOf,
  proseOf,
  read,
  rowsUnder,
  type Fence,
} from './markdown.js';

const all = docs();
const fences = all.flatMap(fencesOf);

describe.each(all.map((one) => [one.path, one] as const))('%s', (path, one) => {
  it('links only to files and headings that exist', () => {
    const broken = linksOf(one).filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? path : posix.join(posix.dirname(path), target);
      if (!exists(file)) return true;
      return anchor !== undefined && !anchorsOf(doc(file)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('names only files and npm commands that exist', () => {
    const paths = codeIn(one).filter((code) => /^(apps|libs|scripts|test|docs)\/[\w./-]+$/.test(code));
    expect(paths.filter((file) => !exists(file))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = [...one.text.matchAll(/npm run ([a-z]+)/g)].map((match) => match[1] ?? '');
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});

const FILE = /file=(\S+)/;
const sameLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimStart())
    .join('\n')
    .trim();

/** Whether an excerpt stands in a file, line for line, indentation aside. */
const occurs = (excerpt: string, file: string): boolean => `\n${sameLines(file)}\n`.includes(`\n${sameLines(excerpt)}\n`);

describe('an excerpt', () => {
  it('is noticed when it differs', () => {
    expect(occurs('  a();\n  b();', 'x();\na();\nb();\n')).toBe(true);
    expect(occurs('a();\nb();', 'a();\nc();\nb();\n')).toBe(false);
    expect(occurs('b()', 'b();')).toBe(false);
  });

  it('names its file wherever it is TypeScript', () => {
    expect(fences.filter(({ info }) => /^(ts|js)\b/.test(info) && !FILE.test(info))).toEqual([]);
  });

  it.each(fences.filter(({ info }) => FILE.test(info)).map((fence) => [fence.at, fence] as const))(
    '%s is in its file',
    (_, { info, text }) => {
      const file = FILE.exec(info)?.[1] ?? '';
      expect({ file, found: occurs(text, read(file)) ? text : 'not in the file any more: copy it again' }).toEqual({
        file,
        found: text,
      });
    },
  );
});

/** What each kind of JSON example is read by: the parser that the program reads it by. */
const READERS: Readonly<Record<string, (json: unknown, fence: Fence) => unknown>> = {
  'json scenario': (json, { at }) => parseScenario(json, at),
  'json scenario-result': () => undefined,
  'json calendar-year': (json, { at }) => parseCalendarYear(json, at),
  'json policy-pack': (json, { at }) => parsePolicyPack(json, at),
  'json SubmitApplicationDto': (json) => expect(checked(SubmitApplicationDto, json)).toEqual({ data: json }),
  json: () => undefined,
};

describe('a JSON example', () => {
  const examples = fences.filter(({ info }) => info.startsWith('json') && !FILE.test(info));

  it.each(examples.map((fence) => [fence.at, fence.info, fence] as const))(
    '%s (%s) is read by the real parser',
    async (_at, info, fence) => {
      const reader = READERS[info];
      if (reader === undefined) throw new Error(`nothing reads a fence "${info}"`);
      await reader(JSON.parse(fence.text), fence);
    },
  );

  it('of a scenario gives the result that is stated below it', async () => {
    const law = loadLaw();
    const stated = fences.flatMap((fence, i) =>
      fence.info === 'json scenario-result' ? [{ scenario: fences[i - 1], result: fence }] : [],
    );
    expect(stated.length).toBeGreaterThan(0);
    for (const { scenario, result } of stated) {
      const file = scenario?.at ?? '';
      const actual = await runScenario(parseScenario(JSON.parse(scenario?.text ?? ''), file), law, file);
      expect(actual).toEqual(part(JSON.parse(result.text)));
    }
  });
});

/** Matches whatever holds at least this: of an object the fields that are named, of a list the items that are named. */
function part(stated: unknown): unknown {
  if (Array.isArray(stated)) return stated.length === 0 ? [] : expect.arrayContaining(stated.map(part));
  if (typeof stated !== 'object' || stated === null) return stated;
  return expect.objectContaining(Object.fromEntries(Object.entries(stated).map(([name, value]) => [name, part(value)])));
}

describe('README.md', () => {
  const readme = doc('README.md');

  it('lists every setting of the server and no other', () => {
    const source = read('apps/api/src/settings.ts');
    const used = [...source.matchAll(/env\['([A-Z_]+)'\]|env, '([A-Z_]+)'/g)].map((match) => match[1] ?? match[2]);
    const listed = rowsUnder(doc('docs/settings.md'), 'Settings').map(([name = '']) => name.replaceAll('`', ''));
    expect([...listed].sort()).toEqual([...new Set(used)].sort());
  });

  it('has a line for every app and lib', () => {
    const folders = ['apps', 'libs'].flatMap((top) => filesIn(top).filter((path) => path.split('/').length === 2));
    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((folder) => !new RegExp(`^${folder} +\\S`, 'm').test(readme.text))).toEqual([]);
  });

  it('states the password and the accounts of the demonstration', () => {
    const text = proseOf(readme);
    const staff = [...read('libs/demo/src/accounts.ts').matchAll(/^ {2}\['([a-z0-9]+)',/gm)].map((match) => match[1] ?? '');
    expect(staff.length).toBeGreaterThan(4);
    for (const word of [DEMO_PASSWORD, ...staff, ...Object.keys(BODIES)]) expect(text).toContain(`\`${word}\``);
  });
});

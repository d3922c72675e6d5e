import { caseCommands, type CommandName } from '#case';
import { inspectionCommands } from '#inspection';
import { institutionCommands } from '#institution';
import { certificateCommands } from '#issuance';
import { reject, type RejectionKind } from '#kernel';
import { problemOf } from '../../apps/api/src/http/problem.js';
import { doc, filesIn, read, rowsUnder } from './markdown.js';

const api = doc('docs/api.md');
const plain = (cell = ''): string => cell.replaceAll('`', '');
const list = (cell = ''): string[] => plain(cell).split(', ');

const sources = ['libs', 'apps']
  .flatMap(filesIn)
  .filter((path) => path.endsWith('.ts') && !/\.spec\.ts$|\/contract\//.test(path))
  .map((path) => ({ path, text: read(path) }));

describe('the table of commands', () => {
  const rows = rowsUnder(api, 'Commands');

  it('is the table of the code', () => {
    const stated = Object.fromEntries(
      rows.map(([name, , roles, statuses]) => [plain(name), { by: list(roles), in: list(statuses) }]),
    );
    const actual = Object.entries(caseCommands)
      .filter(([, { by }]) => !by.includes('engine'))
      .map(([name, definition]) => [name, { by: definition.by, in: definition.in }]);
    expect(stated).toEqual(Object.fromEntries(actual));
  });

  it.each(rows.map(([name, path]) => [plain(name), plain(path)] as const))('%s has its route', (name, path) => {
    const route = name === 'SubmitApplication' ? '@Post()' : `${path}')`;
    const offered = sources.some(({ text }) => {
      const at = text.indexOf(`@CommandRoute('${name}'`);
      return at >= 0 && text.slice(text.lastIndexOf('@Post', at), at).includes(route);
    });
    expect({ name, offered }).toEqual({ name, offered: true });
  });

  it('leaves out what is the engine’s own, and says so', () => {
    const own = (Object.keys(caseCommands) as CommandName[]).filter((name) => caseCommands[name].by.includes('engine'));
    for (const name of own) expect(api.text).toContain(`\`${name}\``);
  });
});

describe('the table of commands after the grant', () => {
  const rows = rowsUnder(api, 'Commands after the grant');

  it('names whoever may give each of them, as the code does', () => {
    const stated = Object.fromEntries(rows.map(([name, , roles]) => [plain(name), list(roles)]));
    const actual = [
      ...Object.entries(inspectionCommands),
      ...Object.entries(certificateCommands),
      ...Object.entries(institutionCommands),
    ]
      .filter(([name, { by }]) => by.some((role) => role !== 'engine') && !ELSEWHERE.includes(name))
      .map(([name, { by }]) => [name, by]);
    expect(stated).toEqual(Object.fromEntries(actual));
  });

  it.each(rows.map(([name, path]) => [plain(name), plain(path)] as const))('%s has its route', (name, path) => {
    const last = path.slice(path.lastIndexOf('/') + 1);
    const offered = sources.some(({ text }) => {
      const at = text.indexOf(`@RecordRoute('${name}'`);
      return at >= 0 && text.slice(text.lastIndexOf('@Post', at), at).includes(`${last}')`);
    });
    expect({ name, offered }).toEqual({ name, offered: true });
  });
});

/** Told elsewhere on the page, or not for people at all but in scenarios. */
const ELSEWHERE = ['RegisterCertificate', 'RecordStanding', 'CommissionVerification'];

describe('the table of problems', () => {
  const stated = new Map(rowsUnder(api, 'Problems').map(([code, status]) => [plain(code), Number(status)]));

  /** Codes of rejections with the status that their kind stands for; sign-in answers 401 or 429 whatever the kind. */
  const rejections = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/\breject\(\s*(?:'([a-z-]+)'|([A-Z_]+)),\s*'([a-z-]+)'/g)].map((match) => {
      const code = match[1] ?? new RegExp(`${match[2] ?? ''} = '([a-z-]+)'`).exec(text)?.[1] ?? '';
      const { status } = problemOf(reject(code, match[3] as RejectionKind, { zh: '', en: '' }), 'en');
      return {
        code,
        status: /^sign-in|^account-disabled|^second-factor-(required|wrong)$/.test(code) ? undefined : status,
        path,
      };
    }),
  );
  const atTheEdge = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/new HttpProblem\(\s*(\w+),\s*'([a-z-]+)'/g)].map((match) => ({
      code: match[2] ?? '',
      status: /^\d+$/.test(match[1] ?? '') ? Number(match[1]) : undefined,
      path,
    })),
  );
  const codes = [...rejections, ...atTheEdge];

  it('has every code of the code, with its status', () => {
    expect(rejections.length).toBeGreaterThan(40);
    expect(
      codes.filter(({ code, status }) => !stated.has(code) || (status !== undefined && stated.get(code) !== status)),
    ).toEqual([]);
  });

  it('has no code that the program does not know', () => {
    const known = new Set(codes.map(({ code }) => code));
    expect([...stated.keys()].filter((code) => !known.has(code))).toEqual([]);
  });
});

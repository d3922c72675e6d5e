import { posix } from 'node:path';
import { doc, filesIn, read, rowsUnder } from './markdown.js';
import { codeOf, declarationsIn, entriesOf, isRejections, rejectionsIn, roomOf, testsIn } from './typescript.js';

const page = doc('docs/rules.md');

/** Laws by the short names of the glossary, the longer before those that they end in. */
const LAWS = rowsUnder(doc('docs/glossary.md'), 'Sources')
  .map(([name = '']) => name)
  .sort((a, b) => b.length - a.length);
const NUMBER = String.raw`(?:附件\d(?: \d+(?:\.\d+)*)?|\d+(?:\.\d+)*(?:\([^)\d]+\))*)`;
const CITATION = new RegExp(`(${LAWS.join('|')}) ?((?:${NUMBER}(?:(?:, |-)${NUMBER})*)?)`, 'g');

/** `许可法30, 31` is 许可法30 and 许可法31; whoever cites a paragraph cites its article, and a range all that is in it. */
function articlesIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, law = '', list = ''] of text.matchAll(CITATION)) {
    found.add(law);
    for (const item of list.split(', ').filter((one) => one !== '')) {
      const [from = '', to = from] = item.split('-');
      const within = Array.from({ length: Number(to) - Number(from) + 1 || 0 }, (_, i) => String(Number(from) + i));
      for (const number of [item, item.replace(/\(.*/, ''), ...within])
        found.add(number.startsWith('附件') ? `${law} ${number}` : law + number);
    }
  }
  return found;
}

const LINK = /\[`([^`]+)`\]\(([^)]+)\)/;
const link = (cell = '') => {
  const [, name = '', to = ''] = LINK.exec(cell) ?? [];
  return { name, file: posix.join('docs', to) };
};

const headings = [...page.text.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? '');
const rows = headings
  .flatMap((heading) => rowsUnder(page, heading))
  .map(([rule = '', articles = '', code = '', test]) => ({
    rule,
    articles: articles === '–' ? [] : articles.split(', '),
    ...link(code),
    refuses: /→ `([^`]+)`/.exec(code)?.[1],
    test: link(test),
  }));
const named = new Set(rows.map(({ file, name }) => `${file} ${name}`));
const refused = new Set(rows.map(({ file, refuses }) => `${roomOf(file)} ${refuses ?? ''}`));

it('reads articles as they are cited', () => {
  expect([...articlesIn('as 许可法30, 31; 评审准则14-15')]).toEqual(
    expect.arrayContaining(['许可法30', '许可法31', '评审准则14', '评审准则15', '评审准则14-15']),
  );
  expect([...articlesIn('(评审准则16, 附件2 3.2.1)')]).toContain('评审准则 附件2 3.2.1');
  expect([...articlesIn("'许可法48(一)'")]).toEqual(['许可法', '许可法48(一)', '许可法48']);
  expect(articlesIn('告知承诺实施办法3').has('办法3')).toBe(false);
});

const LIBS = [
  ...['case', 'inspection', 'issuance', 'institution', 'five-reductions'].map((lib) => `libs/${lib}/src`),
  ...['in-force', 'publication'].map((room) => `libs/law/src/${room}`),
];

describe('every rule has its row', () => {
  const sources = LIBS.flatMap(filesIn).filter((path) => path.endsWith('.ts') && !/\.(spec|testing)\.ts$/.test(path));

  it('that cites an article', () => {
    const rules = sources
      .filter((path) => !isRejections(path))
      .flatMap((path) => declarationsIn(path).map(({ name, comment }) => ({ path, name, comment })))
      .filter(({ name, comment }) => !/^[A-Z_]+$/.test(name) && articlesIn(comment).size > 0)
      .map(({ path, name }) => `${path} ${name}`);
    expect(rules.length).toBeGreaterThan(40);
    expect(rules.filter((rule) => !named.has(rule))).toEqual([]);
  });

  it.each([
    ['libs/case/src/intake/submission-rules.ts', 'submissionRules'],
    ['libs/case/src/commitment/eligibility.ts', 'eligibilityRules'],
    ['libs/case/src/reductions/on-the-spot.ts', 'ON_THE_SPOT'],
    ['libs/five-reductions/src/rules.ts', 'REDUCTION_RULES'],
  ])('%s: each of %s', (path, list) => {
    const entries = entriesOf(path, list);
    expect(entries.length).toBeGreaterThan(4);
    expect(entries.filter((name) => !named.has(`${path} ${name}`))).toEqual([]);
  });

  it('by which something is turned down', () => {
    const codes = LIBS.flatMap((folder) => {
      const deciders = sources.filter((source) => source.startsWith(`${folder}/`)).map(read);
      return rejectionsIn(folder)
        .filter(({ text }) => /\bbasis:/.test(text))
        .filter(({ name }) => deciders.some((text) => text.includes(`refuse.${name}(`)))
        .map(({ text }) => `${folder} ${/reject\('([a-z-]+)'/.exec(text)?.[1] ?? ''}`);
    });
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.filter((code) => !refused.has(code))).toEqual([]);
  });
});

describe.each(rows.map((row) => [`${row.name}: ${row.rule}`, row] as const))(
  '%s',
  (_, { articles, name, file, refuses, test }) => {
    const code = codeOf(file, name);
    const tests = testsIn(test.file).filter(({ title }) => title === test.name || title.endsWith(` › ${test.name}`));

    it('is kept by that function, which cites the article', () => {
      expect({ file, name, found: code !== undefined }).toEqual({ file, name, found: true });
      expect(articles.filter((article) => !articlesIn(code ?? '').has(article))).toEqual([]);
      if (refuses !== undefined) expect(code).toContain(`'${refuses}'`);
    });

    it('is shown by that test, which cites it too', () => {
      expect({ ...test, found: tests.length }).toEqual({ ...test, found: 1 });
      const text = tests[0]?.text ?? '';
      expect(articles.filter((article) => !articlesIn(text).has(article))).toEqual([]);
      if (refuses !== undefined) expect(text).toContain(`'${refuses}'`);
    });
  },
);

import fc from 'fast-check';
import { canonical, canonicalCode, distinct, isBlank, isSameText } from './text.js';

test.each(['', ' ', '\t\r\n', '\u3000\u00a0', '\u200b\u2060\ufeff'])('%j says nothing', (text) => {
  expect(isBlank(text)).toBe(true);
});

test.each(['是', ' x ', '\u200b。', '0'])('%j says something', (text) => {
  expect(isBlank(text)).toBe(false);
});

const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  '-': [...Array.from('‐‑‒–—―−－﹘﹣⁃─ー'), '——', '--'],
  '.': Array.from('·•・‧．。∙⋅･﹒'),
  '(': Array.from('（[［【〔〖{｛﹙'),
  ')': Array.from(')）]］】〕〗}｝﹚'),
  '/': Array.from('／∕⁄\\＼'),
  '~': Array.from('～〜∼'),
};
const BLANKS = ['', ' ', '\u00a0', '\u2009', '\u3000', '\t', '\u200b', '\ufeff', '\u00ad'];
const fullWidth = (char: string): string => String.fromCharCode(char.charCodeAt(0) + 0xfee0);

/** The ways to write one sign that mean the same. */
const waysToWrite = (char: string): readonly string[] => [
  char,
  ...(VARIANTS[char] ?? []),
  ...(/[0-9A-Z]/.test(char) ? [fullWidth(char), char.toLowerCase(), fullWidth(char.toLowerCase())] : []),
];

const SIGNS = [...Array.from('0123456789ABGT生活饮用水总硬度吐尔逊'), ...Object.keys(VARIANTS)];
const said = fc.array(fc.constantFrom(...SIGNS), { maxLength: 20 }).map((signs) => signs.join('').replace(/--+/g, '-'));

const written = (text: string) =>
  fc
    .tuple(
      ...Array.from(text).map((char, index) =>
        fc
          .tuple(fc.constantFrom(...waysToWrite(char)), fc.constantFrom(...BLANKS))
          .map(([way, blank]) => (/\d\d/.test(text.slice(index, index + 2)) ? way : way + blank)),
      ),
    )
    .map((ways) => ways.join(''));

describe('one canonical form', () => {
  it('is its own canonical form, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(canonical(canonical(text))).toBe(canonical(text));
        expect(canonicalCode(canonicalCode(text))).toBe(canonicalCode(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same for every width, case, blank, dash, dot, bracket and slash', () => {
    fc.assert(
      fc.property(
        said.chain((text) => fc.tuple(fc.constant(text), written(text))),
        ([text, way]) => {
          expect(canonical(way)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('differs for different digits, letters and characters', () => {
    const plain = fc.array(fc.constantFrom(...SIGNS.filter((sign) => !(sign in VARIANTS)), '测', '厕'), { maxLength: 12 });
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        expect(isSameText(one.join(''), other.join(''))).toBe(one.join('') === other.join(''));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['GB/T 5750.4-2023', 'ＧＢ／Ｔ５７５０．４—２０２３'],
    ['GB/T 5750.4-2023', 'gb/t 5750.4 –– 2023'],
    ['吐尔逊·买买提', '吐尔逊 • 买买提'],
    ['吐尔逊·买买提', '吐尔逊・买买提'],
    ['示例检测有限公司（虚构）', ' 示例检测有限公司 (虚构)'],
    ['〔2026〕1号', '[2026] 1号'],
  ])('%s is %s', (one, other) => {
    expect(isSameText(one, other)).toBe(true);
  });

  test.each([
    ['GB/T 5750.4-2023', 'GB/T 5750.4-2006'],
    ['GB/T 5750.4-2023', 'GB/T 57504-2023'],
    ['水 1 2', '水 12'],
    ['1-3', '1～3'],
    ['总硬度', '总碱度'],
    ['吐尔逊·买买提', '吐尔逊买买提'],
  ])('%s is not %s', (one, other) => {
    expect(isSameText(one, other)).toBe(false);
  });

  test('in a code no blank means anything', () => {
    expect(canonicalCode(' ９162 0102ma7abcd12b\u200b')).toBe('91620102MA7ABCD12B');
    expect(canonicalCode('7k3f—9qxm—2a5t')).toBe('7K3F-9QXM-2A5T');
  });
});

test('of texts that are the same the first stands for all', () => {
  expect(distinct(['总硬度', 'GB 1—2023', '总 硬度', 'GB 1-2023', '总碱度'])).toEqual(['总硬度', 'GB 1—2023', '总碱度']);
});

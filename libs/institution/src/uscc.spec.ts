import fc from 'fast-check';
import { isUscc, normaliseUscc, organisationCheck, usccCheck } from './index.js';

const REAL = [
  '914403001922038216',
  '91330100799655058B',
  '9144030071526726XG',
  '91110000802100433B',
  '12441500196720244T',
  '11370800MB28559184',
  '11220000013544541J',
  '11430000006122244L',
  '11330105002500287C',
];
const MADE_UP = ['91620102MA7ABCD12B', '12620000438012348J', '52620500501234569M'];
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const symbol = fc.constantFrom(...Array.from(ALPHABET));
const digit = fc.constantFrom(...Array.from('0123456789'));

/** A code by the rule: two symbols, area, organisation code with its check character, check character. */
const valid = fc
  .record({
    kind: fc.string({ unit: symbol, minLength: 2, maxLength: 2 }),
    area: fc.string({ unit: digit, minLength: 6, maxLength: 6 }),
    organisation: fc.string({ unit: symbol, minLength: 8, maxLength: 8 }),
  })
  .map(({ kind, area, organisation }) => {
    const body = `${kind}${area}${organisation}${organisationCheck(organisation)}`;
    return `${body}${usccCheck(body)}`;
  });

test.each([...REAL, ...MADE_UP])('%s is right, with both its check characters', (code) => {
  expect(isUscc(code)).toBe(true);
  expect(organisationCheck(code.slice(8, 16))).toBe(code[16]);
});

test('what the rule makes is right', () => {
  fc.assert(
    fc.property(valid, (code) => {
      expect(isUscc(code)).toBe(true);
      expect(normaliseUscc(` ${code.toLowerCase()}\u3000`)).toBe(code);
    }),
  );
});

test('one changed character is noticed, wherever it is', () => {
  fc.assert(
    fc.property(valid, fc.nat(17), symbol, (code, place, other) => {
      fc.pre(code[place] !== other);
      expect(isUscc(`${code.slice(0, place)}${other}${code.slice(place + 1)}`)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('two neighbours that changed places are noticed', () => {
  fc.assert(
    fc.property(valid, fc.nat(16), (code, place) => {
      const [a = '', b = ''] = [code[place], code[place + 1]];
      fc.pre(a !== b);
      expect(isUscc(`${code.slice(0, place)}${b}${a}${code.slice(place + 2)}`)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  '',
  '91620102MA7ABCD12',
  '91620102MA7ABCD12BB',
  '91620102ma7abcd12b',
  '9162010２MA7ABCD12B',
  '9162O102MA7ABCD12B',
  '91620102MA7ABCD12B\n',
])('%j has not the form', (text) => {
  expect(isUscc(text)).toBe(false);
});

test('full-width characters and spaces are a matter of typing', () => {
  expect(normaliseUscc('　９１６２０１０２ＭＡ７ＡＢＣＤ１２Ｂ ')).toBe('91620102MA7ABCD12B');
});

test.each([
  ['71526726', 'X'], // the rest is 10
  ['00612224', '4'],
  ['00000000', '0'], // the rest is 11
])('the organisation code %s has the check character %s', (body, check) => {
  expect(organisationCheck(body)).toBe(check);
});

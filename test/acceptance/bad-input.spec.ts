import { firstApplication, renewalOf } from './a-case.js';
import { BODIES } from './people.js';
import type { World } from './world.js';
import { NUMBERS, openGround, turnedDown, type Expected } from './bad-input.js';

let world: World;
beforeAll(async () => {
  ({ world } = await openGround());
});
afterAll(() => world.close());

const A_NEW_KIND = { ...firstApplication(), kind: 'BRANCH' } as const;
const withBody = (patch: object): object => ({ ...A_NEW_KIND, institution: { ...A_NEW_KIND.institution, ...patch } });
const aMaterial = (patch: object): object => ({
  ...A_NEW_KIND,
  materials: [{ material: 'M01', ...patch }, ...A_NEW_KIND.materials.slice(1)],
});
const without = (name: string): object => Object.fromEntries(Object.entries(A_NEW_KIND).filter(([key]) => key !== name));
const renewal = (number: string): object => ({ ...renewalOf(number), kind: 'SCOPE_EXT' });

describe('a submission', () => {
  it.each<[what: string, body: unknown, expected: Expected, allowed?: string[]]>([
    ['an unknown field', { ...A_NEW_KIND, priority: 1 }, '400 input-invalid priority'],
    ['an unknown field inside', withBody({ vip: true }), '400 input-invalid institution.vip'],
    ['an unknown field in a list', aMaterial({ checked: true }), '400 input-invalid materials[0].checked'],
    ['a name that every object has', { ...A_NEW_KIND, hasOwnProperty: 1 }, '400 input-invalid hasOwnProperty'],
    ['a name that every object has, inside', withBody({ constructor: {} }), '400 input-invalid institution.constructor'],
    ['what the authority itself knows', { ...A_NEW_KIND, standing: { breachInLastTerm: false } }, '400 input-invalid standing'],
    ['a status', { ...A_NEW_KIND, status: 'granted' }, '400 input-invalid status'],
    ['a missing field', without('kind'), '400 input-invalid kind'],
    ['no body of its own', without('institution'), '400 input-invalid institution'],
    ['text for a flag', { ...A_NEW_KIND, affectsConditions: 'no' }, '400 input-invalid affectsConditions'],
    ['a number for a text', withBody({ name: 5 }), '400 input-invalid institution.name'],
    ['a list for an object', { ...A_NEW_KIND, institution: [] }, '400 input-invalid institution'],
    ['an object for a list', { ...A_NEW_KIND, materials: { 0: { material: 'M01' } } }, '400 input-invalid materials'],
    ['null for a list', { ...A_NEW_KIND, materials: null }, '400 input-invalid materials'],
    ['null where a field may be left out', { ...A_NEW_KIND, certificate: null }, '400 input-invalid certificate'],
    ['null inside', withBody({ address: null }), '400 input-invalid institution.address'],
    ['null in a list', { ...A_NEW_KIND, materials: [null] }, '400 input-invalid materials'],
    ['a list in a list', { ...A_NEW_KIND, materials: [[]] }, '400 input-invalid materials'],
    ['an empty text', withBody({ name: '' }), '400 input-invalid institution.name'],
    ['a text that is too long', withBody({ name: '检'.repeat(201) }), '400 input-invalid institution.name'],
    ['blanks alone', withBody({ name: ' \u3000' }), '400 input-invalid institution.name'],
    ['two lines', withBody({ name: 'a\nb' }), '400 input-invalid institution.name'],
    ['text that turns', withBody({ name: 'a\u202eb' }), '400 input-invalid institution.name'],
    ['NUL', withBody({ name: 'a\u0000b' }), '400 input-invalid institution.name'],
    ['half a character', withBody({ name: 'a\ud83d' }), '400 input-invalid institution.name'],
    ['half a character, the other', aMaterial({ fileName: '\ude00.pdf' }), '400 input-invalid materials[0].fileName'],
    ['a kind that does not exist', { ...A_NEW_KIND, kind: 'GOLD' }, '400 input-invalid kind'],
    ['a kind by a name that every object has', { ...A_NEW_KIND, kind: 'toString' }, '400 input-invalid kind'],
    ['a code that is no code', { ...A_NEW_KIND, field: '1' }, '400 input-invalid field'],
    ['full-width digits for a code', { ...A_NEW_KIND, field: '１２' }, '400 input-invalid field'],
    ['a negative size', aMaterial({ bytes: -1 }), '400 input-invalid materials[0].bytes'],
    ['a huge number', aMaterial({ bytes: 1e300 }), '400 input-invalid materials[0].bytes'],
    ['half a byte', aMaterial({ bytes: 0.5 }), '400 input-invalid materials[0].bytes'],
    ['a hash that is none', aMaterial({ sha256: 'abc' }), '400 input-invalid materials[0].sha256'],
    [
      'more materials than there can be',
      { ...A_NEW_KIND, materials: Array.from({ length: 61 }, () => ({ material: 'M01' })) },
      '400 input-invalid materials',
    ],
    ['a USCC with a wrong check digit', withBody({ uscc: '91620102MA7ABCD12C' }), '400 uscc-invalid institution.uscc'],
    ['no address for the certificate', withBody({ address: undefined }), '400 address-missing institution.address'],
    ['a USCC that is too short', withBody({ uscc: '91620102' }), '400 uscc-invalid institution.uscc'],
    ['another body', withBody(BODIES.hill), '403 not-your-institution institution.uscc'],
    ['a code that is not in the table', { ...A_NEW_KIND, field: '99' }, '400 code-unknown field'],
    ['a sector that is not in the table', { ...A_NEW_KIND, sector: '77' }, '400 code-unknown sector'],
    ['a procedure that is not open', { ...A_NEW_KIND, procedure: 'COMMITMENT' }, '400 procedure-not-open procedure', ['GENERAL']],
    [
      'a material too little',
      { ...A_NEW_KIND, materials: A_NEW_KIND.materials.slice(1) },
      '400 materials-missing materials',
      ['M01'],
    ],
    ['a material too much', aMaterial({ material: 'M18' }), '400 material-not-listed materials[0].material'],
    [
      'a material by a name that every object has',
      aMaterial({ material: 'valueOf' }),
      '400 material-not-listed materials[0].material',
    ],
    ['an open case of that kind', firstApplication(), '409 open-case-exists kind'],
    [
      'a certificate where there can be none',
      { ...A_NEW_KIND, certificate: { number: NUMBERS.river } },
      '400 certificate-not-wanted certificate',
    ],
    ['no certificate where one is needed', { ...renewal(''), certificate: undefined }, '400 certificate-required certificate'],
    ['a certificate number that is none', renewal('12'), '400 input-invalid certificate.number'],
    ['a certificate that nobody has', renewal('202812050999'), '400 certificate-not-held certificate.number'],
    ['the certificate of another body', renewal(NUMBERS.hill), '400 certificate-not-held certificate.number'],
    ['a certificate that has expired', renewal(NUMBERS.cancelled), '409 certificate-expired certificate.validTo', ['INITIAL']],
  ])('with %s', async (...[, body, expected, allowed]) => {
    await turnedDown(world, ['applicant', 'POST', '/api/cases'], body, expected, allowed);
  });
});

describe('what administrators and supervisors enter', () => {
  const certificate = {
    number: '202812050009',
    uscc: BODIES.river.uscc,
    holder: '示例（虚构）',
    issuedOn: '2021-01-01',
    validTo: '2026-12-31',
  };
  const account = { username: 'new.clerk', displayName: '新人', password: 'a long enough one', roles: ['clerk'] };
  const standing = { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false, source: '登记' };

  it.each<[path: string, body: unknown, expected: Expected]>([
    ['certificates', { ...certificate, issuedOn: '2026-02-30' }, '400 date-impossible issuedOn'],
    ['certificates', { ...certificate, validTo: '2026-13-01' }, '400 date-impossible validTo'],
    ['certificates', { ...certificate, validTo: '2020-12-31' }, '400 date-impossible validTo'],
    ['certificates', { ...certificate, validTo: '31.12.2026' }, '400 input-invalid validTo'],
    ['certificates', { ...certificate, validTo: '9999-12-31' }, '400 input-invalid validTo'],
    ['certificates', { ...certificate, uscc: '91620102MA7ABCD12C' }, '400 uscc-invalid uscc'],
    ['certificates', { ...certificate, number: '202812050000' }, '400 input-invalid number'],
    ['certificates', { ...certificate, number: NUMBERS.river }, '409 certificate-number-taken number'],
    ['accounts', { ...account, roles: ['engine'] }, '400 roles-invalid roles'],
    ['accounts', { ...account, roles: [] }, '400 input-invalid roles'],
    ['accounts', { ...account, roles: ['applicant'] }, '400 uscc-missing uscc'],
    ['accounts', { ...account, roles: ['applicant'], uscc: '91620102MA7ABCD12C' }, '400 uscc-invalid uscc'],
    ['accounts', { ...account, password: 'short' }, '400 password-too-short password'],
    ['accounts', { ...account, password: 'new.clerk new.clerk' }, '400 password-guessable password'],
    ['accounts', { ...account, username: 'clerk' }, '409 username-taken username'],
    ['accounts', { ...account, username: 'a b' }, '400 username-invalid username'],
    ['accounts', { ...account, admin: true }, '400 input-invalid admin'],
  ])('POST /api/%s with %j', async (path, body, expected) => {
    await turnedDown(world, ['admin', 'POST', `/api/${path}`], body, expected);
  });

  it.each<[uscc: string, body: unknown, expected: Expected]>([
    ['91620102MA7ABCD12C', standing, '400 uscc-invalid uscc'],
    ['%00', standing, '400 uscc-invalid uscc'],
    [BODIES.river.uscc, { ...standing, badCreditList: 0 }, '400 input-invalid badCreditList'],
  ])('PUT /api/institutions/%s/standing with %j', async (uscc, body, expected) => {
    await turnedDown(world, ['supervisor', 'PUT', `/api/institutions/${uscc}/standing`], body, expected);
  });
});

import type { CommandName } from '#case';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, addressOf, CHECKED, firstApplication, renewalOf, TEAM } from './a-case.js';
import { BODIES, type Who } from './people.js';
import { openWorld, type World } from './world.js';

/** Cases in several states, and certificates: what bad input needs to run against. */
let world: World;
const cases: Record<string, ACase> = {};

const NUMBERS = { river: '202812050001', hill: '202802280001', cancelled: '202812050002' } as const;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const admin = await world.as('admin');
  for (const [number, { uscc, name }] of [
    [NUMBERS.river, BODIES.river],
    [NUMBERS.cancelled, BODIES.river],
    [NUMBERS.hill, BODIES.hill],
  ] as const) {
    const taken = {
      number,
      uscc,
      holder: name,
      issuedOn: '2021-01-01',
      validTo: number === NUMBERS.cancelled ? '2025-12-31' : '2026-12-31',
    };
    expect((await admin.post('/api/certificates', taken)).status).toBe(201);
  }
  const received = await given('received', 'INITIAL');
  const reviewed = await given('reviewed', 'BRANCH');
  const decided = await given('decided', 'BRANCH', 'rival');
  const renewed = await given('renewed', 'RENEWAL');
  const correcting = await given('correcting', 'INITIAL', 'rival');
  for (const one of [reviewed, decided, renewed]) await one.when('2026-03-02T10:00', 'clerk', 'AcceptApplication');
  await decided.when('2026-03-02T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  await decided.when('2026-03-02T10:00', 'reviewer', 'ConcludeReview', { conclusion: '不符合' });
  const items = [{ material: 'M10', reason: '缺页' }];
  await correcting.when('2026-03-02T10:00', 'clerk', 'RequestCorrection', { items, respondWithinWorkingDays: 10 });
  expect(received.id).not.toBe('');
});
afterAll(() => world.close());

async function given(
  name: string,
  kind: 'INITIAL' | 'BRANCH' | 'RENEWAL',
  who: 'applicant' | 'rival' = 'applicant',
): Promise<ACase> {
  const one = new ACase(world);
  cases[name] = one;
  const content =
    kind === 'RENEWAL' ? renewalOf(NUMBERS.river) : firstApplication(who === 'applicant' ? BODIES.river : BODIES.hill);
  await one.when('2026-03-02T10:00', who, 'SubmitApplication', { ...content, kind });
  return one;
}

/** `status code field`; the field only where one is named. */
type Expected = string;

/** The answer in Chinese and in English, and nothing stored. */
async function turnedDown(
  [who, method, path]: readonly [Who, 'POST' | 'PUT', string],
  body: unknown,
  expected: Expected,
  allowed?: readonly string[],
): Promise<void> {
  const caller = await world.as(who);
  const before = await world.host.engine.store.head();
  const text = JSON.stringify(await world.named(body));
  const zh = await caller.send<Problem>(method, path, text);
  const en = await caller.send<Problem>(method, path, text, { headers: { 'accept-language': 'en-GB,zh;q=0.8' } });
  for (const { status, body: problem, headers } of [zh, en]) {
    expect([status, problem.code, ...(problem.field === undefined ? [] : [problem.field])].join(' ')).toBe(expected);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({ status, type: `urn:one-window:problem:${problem.code}` });
    if (allowed !== undefined) expect(problem.allowed).toEqual(allowed);
  }
  expect(`${zh.body.title} ${zh.body.detail}`).toMatch(/\p{Script=Han}.* .*\p{Script=Han}/u);
  expect(en.body.title).not.toMatch(/\p{Script=Han}/u);
  expect(await world.host.engine.store.head()).toBe(before);
}

const REVIEWERS = ['GET /api/people?role=reviewer'];
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
    await turnedDown(['applicant', 'POST', '/api/cases'], body, expected, allowed);
  });
});

describe('a command', () => {
  const notice = (patch: object = {}): object => ({
    items: [{ material: 'M10', reason: '缺页' }],
    respondWithinWorkingDays: 5,
    ...patch,
  });

  /** Command, giver, and the case by its name. */
  it.each<[given: string, body: unknown, expected: Expected, allowed?: string[]]>([
    ['RequestCorrection clerk received', notice({ items: [] }), '400 input-invalid items'],
    [
      'RequestCorrection clerk received',
      notice({ respondWithinWorkingDays: undefined }),
      '400 input-invalid respondWithinWorkingDays',
    ],
    ['RequestCorrection clerk received', notice({ items: [{ material: 'M10' }] }), '400 input-invalid items[0].reason'],
    ['RequestCorrection clerk received', notice({ respondWithinWorkingDays: 1e9 }), '400 input-invalid respondWithinWorkingDays'],
    [
      'RequestCorrection clerk received',
      notice({ items: [{ material: 'M99', reason: '缺页' }] }),
      '400 material-not-listed items[0].material',
    ],
    [
      'RequestCorrection clerk correcting',
      notice(),
      '409 correction-already-requested',
      ['AcceptApplication', 'DeclineApplication'],
    ],
    ['SupplyCorrection rival correcting', { items: [{ material: 'M01' }] }, '400 correction-incomplete items', ['M10']],
    [
      'SupplyCorrection rival correcting',
      { items: [{ material: 'M10' }, { material: 'M77' }] },
      '400 material-not-listed items[1].material',
    ],
    ['SupplyCorrection applicant correcting', { items: [{ material: 'M10' }] }, '404 case-not-found'],
    ['AcceptApplication clerk received', { note: '受理' }, '400 input-invalid note'],
    ['AcceptApplication clerk received', [], '400 input-invalid body'],
    ['AcceptApplication clerk received', 'yes', '400 input-invalid body'],
    ['AcceptApplication reviewer received', {}, '403 wrong-role', ['clerk']],
    ['AcceptApplication clerk reviewed', {}, '409 wrong-state', ['WithdrawApplication', 'CommissionReview', 'SupplyMaterial']],
    ['DeclineApplication clerk received', {}, '400 input-invalid reasons'],
    ['DeclineApplication clerk received', { reasons: [''] }, '400 input-invalid reasons'],
    ['DeclineApplication clerk received', { reasons: ['无'], remedies: null }, '400 input-invalid remedies'],
    ['DeclineApplication clerk received', { reasons: ['无'], remedies: {} }, '400 input-invalid remedies.reconsideration'],
    ['WithdrawApplication applicant received', { reason: null }, '400 input-invalid reason'],
    ['CommissionReview clerk reviewed', { team: [TEAM[0]] }, '400 team-too-small team', ['2 or more members']],
    ['CommissionReview clerk reviewed', { team: [TEAM[0], { id: '@reviewer' }] }, '400 team-too-small team'],
    ['CommissionReview clerk reviewed', { team: [{ id: '@reviewer' }, TEAM[1]] }, '400 team-needs-one-leader team'],
    ['CommissionReview clerk reviewed', { team: [TEAM[0], { id: 'expert-2' }] }, '400 assessor-unknown team[1].id', REVIEWERS],
    ['CommissionReview clerk reviewed', { team: [{ id: '@clerk', leader: true }] }, '400 assessor-unknown team[0].id', REVIEWERS],
    ['CommissionReview clerk reviewed', { team: [TEAM[0], { id: '@insider' }] }, '400 team-recusal team'],
    ['OpenHearing decider decided', { chair: '听证主持人', noticedOn: '2026-03-02' }, '400 officer-unknown chair'],
    ['OpenHearing decider decided', { chair: '@admin', noticedOn: '2026-03-02' }, '400 officer-unknown chair'],
    ['OpenHearing decider decided', { chair: '@reviewer', noticedOn: '2026-03-02' }, '400 hearing-chair-conflict chair'],
    ['CommissionReview clerk reviewed', { team: TEAM, form: 'WRITTEN' }, '400 review-form-not-open form', ['ON_SITE', 'REMOTE']],
    ['CommissionReview clerk reviewed', { team: TEAM, form: null }, '400 input-invalid form'],
    ['CommissionReview clerk reviewed', { team: [{ id: 'a', leader: 'yes' }] }, '400 input-invalid team[0].leader'],
    [
      'OrderRectification reviewer decided',
      { withinWorkingDays: 10, items: ['设备'] },
      '409 wrong-state',
      [
        'WithdrawApplication',
        'GrantQualification',
        'RefuseQualification',
        'ExtendDecision',
        'TellHearingRight',
        'OpenHearing',
        'SupplyMaterial',
      ],
    ],
    ['GrantQualification decider decided', {}, '409 conclusion-forbids-grant', ['RefuseQualification']],
    ['GrantQualification clerk decided', {}, '403 wrong-role', ['decision-maker', 'head']],
    ['RefuseQualification decider decided', { reasons: [], remedies: undefined }, '400 input-invalid reasons'],
    ['ExtendDecision head decided', {}, '400 input-invalid reason'],
    ['PassDocumentReview reviewer renewed', { checks: CHECKED.slice(0, 2) }, '400 checks-missing checks', ['not-copied']],
    ['PassDocumentReview reviewer renewed', { findings: 1 }, '400 input-invalid findings'],
    ['FailDocumentReview reviewer renewed', { reasons: '无' }, '400 input-invalid reasons'],
  ])('%s with %j', async (...[given, body, expected, allowed]) => {
    const [name, who, on] = given.split(' ') as [CommandName, Who, string];
    await turnedDown([who, 'POST', addressOf(name, cases[on]!.id)], body, expected, allowed);
  });

  it('of a reviewer, with a time beyond the law, a conclusion that is not open, or without being asked', async () => {
    const one = cases['reviewed']!;
    await one.when('2026-03-02T10:00', 'clerk', 'CommissionReview', { team: TEAM });
    const [order, conclude] = (['OrderRectification', 'ConcludeReview'] as const).map((name) => addressOf(name, one.id));
    const late = '400 rectification-too-long withinWorkingDays';
    await turnedDown(['reviewer', 'POST', order!], { withinWorkingDays: 31, items: ['设备'] }, late, ['1..30']);
    for (const items of [undefined, []])
      await turnedDown(['reviewer', 'POST', order!], { withinWorkingDays: 20, items }, '400 input-invalid items');
    await turnedDown(['reviewer', 'POST', conclude!], { conclusion: '优秀' }, '400 input-invalid conclusion');
    const nothingOrdered = '409 rectification-missing conclusion';
    await turnedDown(['reviewer', 'POST', conclude!], { conclusion: '基本符合' }, nothingOrdered, ['OrderRectification']);
    const team = ['reviewer', 'colleague'];
    await turnedDown(['reviewing-decider', 'POST', conclude!], { conclusion: '符合' }, '403 not-on-the-team', team);
    const stop = { ground: 'no-cooperation', consentOf: '@clerk' };
    await turnedDown(['reviewer', 'POST', addressOf('StopReview', one.id)], stop, '400 officer-unknown consentOf', [
      'GET /api/people?role=decision-maker',
      'GET /api/people?role=head',
    ]);
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
    await turnedDown(['admin', 'POST', `/api/${path}`], body, expected);
  });

  it.each<[uscc: string, body: unknown, expected: Expected]>([
    ['91620102MA7ABCD12C', standing, '400 uscc-invalid uscc'],
    ['%00', standing, '400 uscc-invalid uscc'],
    [BODIES.river.uscc, { ...standing, badCreditList: 0 }, '400 input-invalid badCreditList'],
  ])('PUT /api/institutions/%s/standing with %j', async (uscc, body, expected) => {
    await turnedDown(['supervisor', 'PUT', `/api/institutions/${uscc}/standing`], body, expected);
  });
});

import type { CommandName } from '#case';
import { addressOf, CHECKED, TEAM } from './a-case.js';
import type { Who } from './people.js';
import type { World } from './world.js';
import { openGround, turnedDown, type Expected, type Ground } from './bad-input.js';

let world: World;
let cases: Ground['cases'];
beforeAll(async () => {
  ({ world, cases } = await openGround());
});
afterAll(() => world.close());

const REVIEWERS = ['GET /api/people?role=reviewer'];

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
      ['WithdrawApplication', 'SupplyCorrection'],
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
    ['AcceptApplication clerk reviewed', {}, '409 wrong-state', ['WithdrawApplication', 'CommissionReview']],
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
      ['WithdrawApplication', 'RefuseQualification', 'ExtendDecision', 'TellHearingRight', 'OpenHearing'],
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
    await turnedDown(world, [who, 'POST', addressOf(name, cases[on]!.id)], body, expected, allowed);
  });

  it('of a reviewer, with a time beyond the law, a conclusion that is not open, or without being asked', async () => {
    const one = cases['reviewed']!;
    await one.when('2026-03-02T10:00', 'clerk', 'CommissionReview', { team: TEAM });
    const [order, conclude] = (['OrderRectification', 'ConcludeReview'] as const).map((name) => addressOf(name, one.id));
    const late = '400 rectification-too-long withinWorkingDays';
    await turnedDown(world, ['reviewer', 'POST', order!], { withinWorkingDays: 31, items: ['设备'] }, late, ['1..30']);
    for (const items of [undefined, []])
      await turnedDown(world, ['reviewer', 'POST', order!], { withinWorkingDays: 20, items }, '400 input-invalid items');
    await turnedDown(world, ['reviewer', 'POST', conclude!], { conclusion: '优秀' }, '400 input-invalid conclusion');
    const nothingOrdered = '409 rectification-missing conclusion';
    await turnedDown(world, ['reviewer', 'POST', conclude!], { conclusion: '基本符合' }, nothingOrdered, ['OrderRectification']);
    const team = ['reviewer', 'colleague'];
    await turnedDown(world, ['reviewing-decider', 'POST', conclude!], { conclusion: '符合' }, '403 not-on-the-team', team);
    const stop = { ground: 'no-cooperation', consentOf: '@clerk' };
    await turnedDown(world, ['reviewer', 'POST', addressOf('StopReview', one.id)], stop, '400 officer-unknown consentOf', [
      'GET /api/people?role=decision-maker',
      'GET /api/people?role=head',
    ]);
  });
});

import { isRejection, ROLES, type Actor } from '#kernel';
import { PAYLOADS, momentIn, REACHED, received, renewal, STATUSES } from './cases.testing.js';
import {
  applicant,
  byDefault,
  decider,
  decisionMaker,
  fold,
  given,
  law,
  on,
  PEOPLE,
  rejectionOf,
  reviewer,
  stranger,
  time,
} from './given.testing.js';
import {
  caseCommands,
  isClosed,
  permitted,
  UNDECIDED,
  type CaseCommand,
  type CaseState,
  type CaseStatus,
  type CommandName,
} from './index.js';

const COMMANDS = Object.keys(caseCommands) as CommandName[];
const decide = (name: CommandName, state: CaseState, by: Actor, at: string) =>
  decider.decide({ type: name, data: PAYLOADS[name] } as CaseCommand, state, { now: time(at), actor: by });

test.each(STATUSES)('the sample history leads to %s, with nothing run out', (status) => {
  const state = fold(REACHED[status]);
  expect(state.status).toBe(status);
  if (status !== 'none') expect(decide('ExpireTimeLimit', state, byDefault('ExpireTimeLimit'), momentIn(status))).toEqual([]);
});

test.each(STATUSES)('in %s exactly the commands of the table are possible', (status) => {
  const state = fold(REACHED[status]);
  const verdict = (name: CommandName) => rejectionOf(decide(name, state, byDefault(name), momentIn(status)));
  const impossible = status === 'none' ? 'case-not-found' : 'wrong-state';
  const wrong = COMMANDS.filter((name) => !caseCommands[name].in.includes(status));
  expect(wrong.map((name) => [name, verdict(name)])).toEqual(wrong.map((name) => [name, impossible]));
  for (const name of COMMANDS.filter((one) => !wrong.includes(one))) {
    expect(['wrong-state', 'wrong-role', 'case-not-found']).not.toContain(verdict(name));
  }
});

test('a rejection for the state names what may be done instead', () => {
  const decision = decide('AcceptApplication', fold(REACHED.rectification), byDefault('AcceptApplication'), '2026-03-11');
  expect(decision).toMatchObject({
    code: 'wrong-state',
    allowed: ['WithdrawApplication', 'StopReview', 'SubmitRectification', 'ChangeReviewTeam', 'RepinPolicy'],
  });
  // Under the rules in force that day there are no others to move to.
  const present = fold([received({}, '2026-03-02', 'CMA-2021/2+REV-2023/2+ENV-2025/1')]);
  const other = decide('GrantQualification', present, byDefault('GrantQualification'), '2026-03-03');
  expect(other).toMatchObject({ code: 'wrong-state', allowed: expect.not.arrayContaining(['RepinPolicy']) as string[] });
});

test.each(COMMANDS)('%s is refused to every other role, whatever the state', (name) => {
  const others = ROLES.filter((role) => !caseCommands[name].by.includes(role));
  for (const status of STATUSES) {
    if (status === 'none' && name !== 'SubmitApplication') continue;
    for (const role of others) {
      const by: Actor = role === 'applicant' ? applicant : { id: `some-${role}`, role };
      expect([status, role, rejectionOf(decide(name, fold(REACHED[status]), by, momentIn(status)))]).toEqual([
        status,
        role,
        'wrong-role',
      ]);
    }
  }
});

test.each(COMMANDS)('%s of another body: there is no such case', (name) => {
  for (const status of STATUSES.filter((one) => one !== 'none')) {
    const state = fold(REACHED[status]);
    expect(rejectionOf(decide(name, state, stranger, momentIn(status)))).toBe('case-not-found');
    expect(permitted(state, stranger, law)).toEqual([]);
  }
});

describe('what is permitted is what is not refused', () => {
  const REFUSED = ['wrong-state', 'wrong-role', 'four-eyes', 'claimed-by-another', 'not-on-the-team', 'case-not-found'];
  const claimed = [...REACHED['document-review'], on('2026-03-09', 'DocumentReviewClaimed', { reviewer: reviewer.id })];
  const failed = [...REACHED['technical-review'], on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '不符合' })];
  const states: [string, CaseState, string][] = [
    ...STATUSES.map((status): [CaseStatus, CaseState, string] => [status, fold(REACHED[status]), momentIn(status)]),
    ['claimed', fold(claimed), '2026-03-10'],
    ['failed', fold(failed), '2026-03-17'],
  ];
  const people: Actor[] = [
    ...PEOPLE,
    stranger,
    { id: 'colleague', role: 'reviewer' },
    { id: reviewer.id, role: 'decision-maker' },
    { id: reviewer.id, role: 'head' },
    { id: applicant.id, role: 'clerk' },
    { id: applicant.id, role: 'reviewer' },
    { id: applicant.id, role: 'decision-maker' },
  ];

  test.each(states)('in %s', (_name, state, at) => {
    for (const by of people) {
      const listed = permitted(state, by, law);
      for (const name of COMMANDS) {
        const decision = decide(name, state, by, at);
        const told = [by.id, by.role, name, rejectionOf(decision)];
        if (listed.includes(name)) expect(REFUSED.some((code) => told.includes(code)) ? told : 'not refused').toBe('not refused');
        else
          expect(isRejection(decision) || decision.length === 0 ? 'refused, or nothing to do' : told).toBe(
            'refused, or nothing to do',
          );
      }
    }
  });

  test('a claimed review hides only what its holder alone may do', () => {
    expect(permitted(fold(claimed), applicant, law)).toEqual(['WithdrawApplication']);
    expect(permitted(fold(claimed), { id: 'colleague', role: 'reviewer' }, law)).toEqual([]);
    expect(permitted(fold(claimed), reviewer, law)).toEqual([
      'ReleaseDocumentReview',
      'PassDocumentReview',
      'FailDocumentReview',
      'OrderOnSiteReview',
      'CommissionReview',
    ]);
  });
});

describe('a key is held as long as nothing is decided, and no clock runs in a closed case', () => {
  test.each(STATUSES)('%s', (status) => {
    const state = fold(REACHED[status]);
    const keys = decider.uniqueKeys?.(state) ?? [];
    if (state.status === 'none') return expect(keys).toEqual([]);
    const open = state.file.clocks.filter(({ ended }) => ended === undefined);
    if (isClosed(state)) expect(open).toEqual([]);
    expect(keys).toHaveLength((UNDECIDED as readonly CaseStatus[]).includes(status) ? 1 : 0);
  });

  test.each<[string, Parameters<typeof received>[0], string]>([
    ['a first application', {}, '91620102MA7ABCD12B/INITIAL'],
    ['a branch', { kind: 'BRANCH' }, '91620102MA7ABCD12B/示例检测有限公司(虚构)/兰州市城关区示例路1号(虚构)/BRANCH'],
    ['a renewal', renewal('2026-12-31'), 'certificate-202820340001/RENEWAL'],
  ])('%s holds one key from receipt to decision', (_, more, key) => {
    expect(decider.uniqueKeys?.(given(received(more)).state)).toEqual([`open-case/${key}`]);
  });
});

test('the decider answers for every command of the table', () => {
  expect(decider.commands).toEqual(COMMANDS);
});

describe('a rejection names no command that the case does not take', () => {
  const answered = [
    ...REACHED['awaiting-correction'],
    on('2026-03-06', 'CorrectionSupplied', { items: [{ material: 'M10' }] }, applicant),
  ];
  const failed = [...REACHED['technical-review'], on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '不符合' })];
  const unsigned = [received({ procedure: 'COMMITMENT' })];
  const unsupplied = [received({ materials: [] })];
  const told = [
    ...REACHED['awaiting-decision'],
    on('2026-03-17', 'HearingRightTold', { matter: '相邻', parties: [] }, decisionMaker),
  ];
  const states: [string, CaseState, string][] = [
    ...STATUSES.map((status): [string, CaseState, string] => [status, fold(REACHED[status]), momentIn(status)]),
    ['answered', fold(answered), '2026-03-09'],
    ['failed', fold(failed), '2026-03-17'],
    ['unsigned', fold(unsigned), '2026-03-03'],
    ['unsupplied', fold(unsupplied), '2026-03-03'],
    ['told of the hearing', fold(told), '2026-03-18'],
  ];
  test.each(states.filter(([, { status }]) => status !== 'none'))('%s', (_name, state, at) => {
    for (const name of COMMANDS) {
      const decision = decide(name, state, byDefault(name), at);
      const named = isRejection(decision) ? (decision.allowed ?? []).filter((one) => one in caseCommands) : [];
      for (const one of named as CommandName[]) {
        expect([name, one, caseCommands[one].in.includes(state.status)]).toEqual([name, one, true]);
        const then = rejectionOf(decide(one, state, byDefault(one), at));
        expect([
          'wrong-state',
          'correction-already-requested',
          'conclusion-forbids-grant',
          'not-for-this-procedure',
        ]).not.toContain(then);
      }
    }
  });
});

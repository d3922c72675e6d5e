import {
  addDays,
  ENGINE,
  instant,
  isRejection,
  localDate,
  ROLES,
  type Actor,
  type Dated,
  type Fact,
  type Instant,
} from '#kernel';
import { law } from '../../case/src/given.testing.js';
import {
  institutionCommands,
  institutionDecider,
  standingOn,
  type InstitutionCommand,
  type InstitutionCommandName,
  type InstitutionCommands,
  type InstitutionEvent,
  type InstitutionState,
} from './index.js';

const decider = institutionDecider(law);
const uscc = '91620102MA7ABCD12B';
const supervisor: Actor = { id: 'supervisor', role: 'supervisor' };
const at = (day: string): Instant => instant(`${day}T10:00:00+08:00`);
const POLICY = 'CMA-2021/2+REV-2023/2';

/** Gives the commands one after the other, each of them twice: the second time changes nothing. */
class Record {
  state: InstitutionState = decider.initial;
  readonly events: InstitutionEvent[] = [];
  private now = at('2026-03-20');

  on(day: string): this {
    this.now = at(day);
    return this;
  }

  give<T extends InstitutionCommandName>(type: T, data: Omit<InstitutionCommands[T], 'uscc'>, actor: Actor = ENGINE): this {
    const command = { type, data: { uscc, ...data } } as unknown as InstitutionCommand;
    const decision = decider.decide(command, this.state, { now: this.now, actor });
    if (isRejection(decision)) throw new Error(decision.code);
    this.events.push(...decision);
    for (const event of decision) this.state = decider.evolve(this.state, dated(event, this.now, actor));
    const again = decider.decide(command, this.state, { now: this.now, actor });
    expect(isRejection(again) ? [] : again).toEqual([]);
    return this;
  }

  rejected<T extends InstitutionCommandName>(
    type: T,
    data: Omit<InstitutionCommands[T], 'uscc'>,
    actor: Actor,
  ): string | undefined {
    const decision = decider.decide({ type, data: { uscc, ...data } } as never, this.state, { now: this.now, actor });
    return isRejection(decision) ? decision.code : undefined;
  }

  standing = (day: string) => standingOn(this.state, localDate(day));
}
const dated = (event: Fact<InstitutionEvent>, now: Instant, actor: Actor): Dated<InstitutionEvent> => ({
  ...event,
  recordedAt: now,
  effectiveAt: event.effectiveAt ?? now,
  actor,
});

describe('a ban', () => {
  test.each([
    ['falsehood', '2026-03-20', '2027-03-20', '办法33、许可法78'],
    ['fraud', '2026-03-20', '2029-03-20', '办法32、许可法79'],
    ['falsehood', '2024-02-29', '2025-02-28', '办法33、许可法78'],
  ] as const)('%s decided on %s: no application up to and including %s (%s)', (ground, from, until, basis) => {
    const record = new Record().give('ImposeBan', { ground, from: localDate(from), source: 'case-c1', policy: POLICY });
    expect(record.standing(until)).toMatchObject({ bannedUntil: until, banBasis: basis });
    expect(record.standing(addDays(localDate(until), 1))).not.toHaveProperty('bannedUntil');
  });

  test.each([
    ['revocation', '2018-05-04', 'CMA-2015/2', '2021-05-04', '办法(2015)45'],
    ['revocation', '2021-05-31', 'CMA-2019/2', '2024-05-31', '办法(2015)45'],
    ['revocation', '2021-06-01', 'CMA-2021/2', undefined, undefined],
    ['false-commitment', '2026-03-20', POLICY, '2029-03-20', '许可法79'],
  ] as const)('办法(2015)45, 许可法79: %s on %s under %s', (ground, from, policy, until, basis) => {
    const ban = { ground, from: localDate(from), source: 'certificate-1', policy };
    const record = new Record().give('ImposeBan', ban);
    expect(record.state.bans?.map((one) => [one.until, one.basis])).toEqual(until === undefined ? undefined : [[until, basis]]);
  });

  test('the longest of those running counts; the same decision bans once', () => {
    const record = new Record()
      .give('ImposeBan', { ground: 'fraud', from: localDate('2026-03-20'), source: 'certificate-1', policy: POLICY })
      .give('ImposeBan', { ground: 'falsehood', from: localDate('2026-05-20'), source: 'case-c2', policy: POLICY });
    expect(record.standing('2026-06-01')).toMatchObject({ bannedUntil: '2029-03-20' });
    expect(record.state.bans).toHaveLength(2);
  });

  test('by the policy in force on the day where none is named', () => {
    const record = new Record().give('ImposeBan', { ground: 'falsehood', from: localDate('2018-05-04'), source: 'case-old' });
    expect(record.events).toMatchObject([{ data: { until: '2019-05-04', policy: 'CMA-2015/2+REV-2016/1', basis: '许可法78' } }]);
  });
});

describe('commitments', () => {
  const signed = { caseId: 'c1', sha256: 'e3b0', signatory: '张三', signedOn: localDate('2026-03-02'), name: '示例' };

  test('are on record with their verdict', () => {
    const record = new Record().give('RecordCommitment', signed).give('RecordVerdict', { caseId: 'c1', verdict: '属实' });
    expect(record.state.commitments).toEqual([
      { caseId: 'c1', sha256: 'e3b0', signatory: '张三', signedOn: '2026-03-02', verdict: '属实' },
    ]);
    expect(record.standing('2026-03-20')).not.toHaveProperty('commitmentBarred');
    expect(record.state.facts?.name).toBe('示例');
  });

  test('评审准则19: a false one closes the commitment procedure for good', () => {
    const record = new Record()
      .give('RecordCommitment', signed)
      .give('RecordBreach', { what: '承诺严重不实', source: 'inspection-c1', caseId: 'c1', barsCommitment: true });
    expect(record.standing('2036-01-01')).toMatchObject({ commitmentBarred: 'false-commitment' });
  });

  test('办法12: a withdrawn one, until the next application by the general procedure', () => {
    const record = new Record()
      .give('RecordCommitment', signed)
      .give('RecordCommitmentWithdrawal', { caseId: 'c1', reason: '甲' });
    expect(record.standing('2026-03-20')).toMatchObject({ commitmentBarred: 'withdrawn-commitment' });
    record.give('ReopenCommitment', { caseId: 'c2' });
    expect(record.standing('2026-03-20')).not.toHaveProperty('commitmentBarred');
    expect(record.state.withdrawals).toMatchObject([{ entry: 'withdrawal:c1', source: '甲', endedBy: 'c2' }]);
    record.give('ReopenCommitment', { caseId: 'c3' });
    expect(record.events).toHaveLength(3);
  });

  test('办法12: one that was withdrawn after the next application had come bars the one after that', () => {
    const record = new Record().on('2026-03-01').give('RecordCommitmentWithdrawal', { caseId: 'c1' });
    record.on('2026-03-20').give('RecordCommitmentWithdrawal', { caseId: 'c3' });
    record.give('ReopenCommitment', { caseId: 'c2', receivedAt: at('2026-03-10') });
    expect(record.standing('2026-03-20')).toMatchObject({ commitmentBarred: 'withdrawn-commitment' });
    expect(record.state.withdrawals?.map(({ endedBy }) => endedBy)).toEqual(['c2', undefined]);
  });
});

describe('an entry', () => {
  const banned = () =>
    new Record()
      .give('ImposeBan', { ground: 'falsehood', from: localDate('2026-03-20'), source: 'case-c1', policy: POLICY })
      .give('RecordBreach', { what: '甲', source: 'inspection-c1', barsCommitment: true });

  test('that was wrong is taken off the record with a reason, and stays in the file', () => {
    const record = banned().give('LiftEntry', { entry: 'ban:case-c1', reason: '复议决定撤销' }, supervisor);
    expect(record.standing('2026-03-21')).not.toHaveProperty('bannedUntil');
    expect(record.state.bans).toMatchObject([{ entry: 'ban:case-c1', lifted: { by: 'supervisor', reason: '复议决定撤销' } }]);
    record.give('LiftEntry', { entry: 'breach:inspection-c1', reason: '更正' }, supervisor);
    expect(record.standing('2026-03-21')).not.toHaveProperty('commitmentBarred');
    expect(record.state.breaches).toHaveLength(1);
  });

  test('the bar after a withdrawn commitment too', () => {
    const record = new Record().give('RecordCommitmentWithdrawal', { caseId: 'c1' });
    record.give('LiftEntry', { entry: 'withdrawal:c1', reason: '系机关原因' }, supervisor);
    expect(record.standing('2026-03-21')).not.toHaveProperty('commitmentBarred');
  });

  test('that is not there cannot be lifted', () => {
    expect(banned().rejected('LiftEntry', { entry: 'ban:case-c9', reason: '甲' }, supervisor)).toBe('entry-not-found');
  });
});

test('监督管理办法20: the credit class, with its source', () => {
  const record = new Record()
    .give('RecordCreditClass', { class: 'B', source: '2026' }, supervisor)
    .give('RecordCreditClass', { class: 'C', source: '2027' }, supervisor);
  expect(record.state.creditClass).toMatchObject({ class: 'C', source: '2027' });
  expect(record.standing('2026-03-20')).toMatchObject({ creditClass: 'C' });
});

test('registered facts: what is named takes the place of what was there', () => {
  const record = new Record()
    .give('RegisterFacts', { name: '甲', address: '乙', legalRepresentative: '张三', source: '营业执照' }, supervisor)
    .give('RegisterFacts', { legalRepresentative: '李四', independentLegalPerson: true, source: '变更登记' }, supervisor);
  expect(record.state.facts).toEqual({ name: '甲', address: '乙', legalRepresentative: '李四', independentLegalPerson: true });
});

test('办法14: what was decided later stands, however late an earlier decision reaches the record', () => {
  const record = new Record()
    .on('2026-03-01')
    .give('RegisterFacts', { name: '甲', address: '乙', source: '营业执照' }, supervisor);
  record.on('2026-03-20').give('RegisterFacts', { address: '丙', source: 'case-c2' });
  const late = { name: '丁', address: '戊', source: 'case-c1', decidedAt: at('2026-03-10') };
  record.on('2026-03-21').give('RegisterFacts', late);
  expect(record.state.facts).toEqual({ name: '丁', address: '丙' });
  expect(record.events.at(-1)).toMatchObject({ data: { name: '丁', source: 'case-c1' }, effectiveAt: late.decidedAt });
  record.give('RegisterFacts', late);
  expect(record.events).toHaveLength(3);
});

test('谁签字谁担责: signatories with their scope, as the last grant has them', () => {
  const record = new Record()
    .give('RecordSignatories', {
      caseId: 'c1',
      signatories: [
        { name: '王五', scope: '水质', action: 'add' },
        { name: '孙七', action: 'add' },
      ],
    })
    .give('RecordSignatories', {
      caseId: 'c2',
      signatories: [
        { name: '赵六', action: 'add' },
        { name: '王五', scope: '水质、土壤', action: 'change' },
        { name: '孙七', action: 'remove' },
      ],
    });
  expect(record.state.signatories).toEqual({ caseId: 'c2', list: [{ name: '赵六' }, { name: '王五', scope: '水质、土壤' }] });
});

test('an entry names what it rests on', () => {
  const data = { uscc: uscc, class: 'C', source: ' ' };
  const decision = decider.decide({ type: 'RecordCreditClass', data } as never, decider.initial, {
    now: at('2026-03-20'),
    actor: { id: 'x', role: 'supervisor' },
  });
  expect(decision).toMatchObject({ code: 'source-missing', field: 'source' });
});

test('nothing on record: the standing is the three flags alone', () => {
  expect(new Record().standing('2026-03-20')).toEqual({
    ...{ breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false },
  });
});

test.each(Object.keys(institutionCommands) as InstitutionCommandName[])('%s is for those whom the table names', (name) => {
  const { by } = institutionCommands[name];
  for (const role of ROLES) {
    const decision = decider.decide({ type: name, data: { uscc: 'not a code' } } as never, decider.initial, {
      now: at('2026-03-20'),
      actor: { id: 'x', role },
    });
    expect(isRejection(decision) && decision.code).toBe(by.includes(role) ? 'uscc-invalid' : 'wrong-role');
  }
});

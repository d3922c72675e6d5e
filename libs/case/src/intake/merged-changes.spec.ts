import type { ApplicationKind } from '#law';
import { received, renewal, submission } from '../cases.testing.js';
import { clerk, clocksOf, decider, given, on } from '../given.testing.js';
import type { CaseCommands } from '../index.js';

type Submission = CaseCommands['SubmitApplication'];
const handedIn = (...ids: string[]) => ids.map((material) => ({ material }));
const merged = (more: Partial<Submission> = {}): Submission =>
  submission({
    ...renewal('2026-12-31'),
    kind: 'CHG_NAME',
    alsoKinds: ['CHG_LEGAL_REP'],
    materials: handedIn('M01', 'M08', 'M09', 'M13'),
    ...more,
  });
const submit = (more: Partial<Submission> = {}) => given().when('SubmitApplication', merged(more), { at: '2026-03-02' });

describe('several changes of one body in one case (办法14)', () => {
  test('one receipt, one key for each kind', () => {
    const outcome = submit();
    outcome.then({ type: 'ApplicationReceived', data: { kind: 'CHG_NAME', alsoKinds: ['CHG_LEGAL_REP'] } });
    expect(decider.uniqueKeys?.(outcome.state)).toEqual([
      ...['open-case/certificate-202820340001/CHG_NAME', 'open-case/certificate-202820340001/CHG_LEGAL_REP'],
    ]);
  });

  test('the lists are joined: each material once, and a must stays a must (许可法31)', () => {
    submit({ materials: handedIn('M01', 'M13') }).thenRejected('materials-missing', '许可法31');
    submit({ materials: handedIn('M01', 'M05', 'M08', 'M09', 'M13') }).thenRejected('material-not-listed', '许可法31');
    // The list of the name alone has M17, that of the person alone M20: both may be handed in.
    submit({ materials: handedIn('M01', 'M08', 'M09', 'M13', 'M17', 'M20') }).then('ApplicationReceived');
  });

  test.each<[string, Partial<Submission>]>([
    ['a renewal', { kind: 'RENEWAL' }],
    ['a renewal beside a change', { alsoKinds: ['RENEWAL'] }],
    ['the same change twice', { alsoKinds: ['CHG_NAME'] }],
    ['a cancellation', { alsoKinds: ['CANCEL'] }],
  ])('%s does not travel with it', (_what, more) => {
    submit(more).thenRejected('kinds-not-mergeable', '办法14');
  });

  test.each<[ApplicationKind, ApplicationKind, string, string]>([
    ['CHG_NAME', 'CHG_LEGAL_REP', 'NONE', 'awaiting-decision'],
    ['CHG_NAME', 'CHG_SIGNATORY', 'WRITTEN', 'document-review'],
    ['CHG_SIGNATORY', 'CHG_SITE', 'ON_SITE', 'awaiting-commission'],
    ['CHG_SITE', 'CHG_NAME', 'ON_SITE', 'awaiting-commission'],
  ])('%s with %s: the strictest form of review, %s (办法14, 评审准则14)', (kind, also, reviewForm, status) => {
    const all = submission({ kind: 'INITIAL' }).materials;
    const outcome = given(received({ ...merged(), kind, alsoKinds: [also], materials: all })).when(
      'AcceptApplication',
      {},
      { at: '2026-03-04' },
    );
    outcome.then({ type: 'ApplicationAccepted', data: { reviewForm } });
    expect(outcome.state.status).toBe(status);
  });

  test('one decision amends the certificate for each change, with what it is to say', () => {
    const changes = { name: '新名称检测有限公司（虚构）', legalRepresentative: '李四（虚构）' };
    const accepted = on('2026-03-04', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk);
    const outcome = given(received({ ...merged(), changes }), accepted).when('GrantQualification', {}, { at: '2026-03-05' });
    outcome.then({
      type: 'QualificationGranted',
      data: {
        certificate: {
          action: 'amend',
          number: '202820340001',
          change: 'CHG_NAME',
          alsoChanges: ['CHG_LEGAL_REP'],
          changes,
        },
      },
    });
    expect(Object.keys(clocksOf(outcome.state, '2026-03-05'))).toEqual(['T01', 'T23', 'T31']);
  });

  test('what is to change is what is applied for (办法14)', () => {
    submit({ changes: { topManager: '王五' } }).thenRejected('change-not-applied-for', '办法14');
    submit({ changes: { name: '新名称检测有限公司（虚构）', legalRepresentative: '李四' } }).then('ApplicationReceived');
    given()
      .when('SubmitApplication', submission({ changes: { name: '新' } }), { at: '2026-03-02' })
      .thenRejected('change-not-applied-for');
  });

  test.each<[string, Submission['changes'], ApplicationKind[]]>([
    ['changes.name', { legalRepresentative: '李四' }, ['CHG_LEGAL_REP']],
    ['changes.legalRepresentative', { name: '新名称检测有限公司（虚构）', legalRepresentative: ' ' }, ['CHG_LEGAL_REP']],
    ['changes.signatories', { name: '新名称检测有限公司（虚构）', signatories: [] }, ['CHG_SIGNATORY']],
  ])('a change that does not say what it makes of the certificate is turned down: %s (办法14)', (field, changes, alsoKinds) => {
    const outcome = submit({ alsoKinds, ...(changes === undefined ? {} : { changes }) });
    outcome.thenRejected('change-not-stated', '办法14');
    expect(outcome.decision).toMatchObject({ field });
  });

  test('the commitment procedure is open only where it is for every kind (办法10, 12)', () => {
    const both = { kind: 'CHG_SITE', alsoKinds: ['CHG_NAME'], procedure: 'COMMITMENT' } as const;
    submit(both).thenRejected('procedure-not-open', '办法12');
  });
});

test('a list of further changes with nothing in it is none', () => {
  const outcome = given().when('SubmitApplication', submission({ alsoKinds: [] }), { at: '2026-03-02' });
  outcome.then('ApplicationReceived');
  expect(outcome.file).not.toHaveProperty('alsoKinds');
});

import { randomUUID } from 'node:crypto';
import { ENGINE } from '#kernel';
import type {
  CertificateView,
  FalseCommitment,
  InspectionLine,
  InspectionView,
  InstitutionView,
  Page,
  RevocationLine,
} from '#read-models';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, firstApplication, renewalOf, TEAM } from './a-case.js';
import { BODIES, type Body, type Who } from './people.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

const HELD = '202812050001';
const post = async <T = { events: string[] }>(who: Who, path: string, body: object = {}) =>
  (await world.as(who)).post<T>(path, body);
const get = async <T>(who: Who, path: string) => (await (await world.as(who)).get<T>(path)).body;
const published = async (number: string) => (await world.anybody.get(`/api/public/certificates/${number}`)).body;
const untrue = async () => (await world.anybody.get<Page<FalseCommitment>>('/api/public/false-commitments')).body.items;
const inspector = async (who: Who) => ({ id: (await world.as(who)).account.id, name: who });

/** A first application that was granted on its commitment on 2026-03-09; the number of its certificate. */
async function grantedOnAWord(one: ACase, more: object = {}): Promise<string> {
  const application = { ...firstApplication(), procedure: 'COMMITMENT', ...more } as const;
  await one.when('2026-03-09T09:00', 'applicant', 'SubmitApplication', application);
  await one.when('2026-03-09T09:30', 'applicant', 'SignCommitment', { signatory: '张三（虚构）', title: '法定代表人' });
  await one.when('2026-03-09T10:00', 'decider', 'AcceptSelfDeclaration', {});
  await one.when('2026-03-10T10:00', 'clerk', 'DeliverCertificate');
  const { detail } = await one.file();
  return (detail as { certificateNumber: string }).certificateNumber;
}

it('严重不实: revoked, published, on the record, banned for the fraud, the fast route closed', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  const number = await grantedOnAWord(one);

  // T52: 10–13 March (4), 16–20 (9), 23.
  const { items } = await get<Page<InspectionLine>>('supervisor', '/api/inspections');
  expect(items).toMatchObject([{ caseId: one.id, status: 'verification-due', due: '2026-03-23', dueLimit: 'T52' }]);
  const inspection = `/api/inspections/${one.id}`;
  const team = [await inspector('reviewer'), await inspector('colleague')];
  expect((await post('clerk', `${inspection}/appoint-inspectors`, { team: team.slice(0, 1) })).body).toMatchObject({
    code: 'inspectors-too-few',
  });
  const withInsider = [team[0], await inspector('insider')];
  expect((await post('clerk', `${inspection}/appoint-inspectors`, { team: withInsider })).body).toMatchObject({
    code: 'inspector-recused',
    basis: ['办法29', '许可法34'],
  });
  expect((await post('clerk', `${inspection}/appoint-inspectors`, { team })).status).toBe(200);

  await world.at('2026-03-16T10:00');
  const verdict = { verdict: '严重不实', findings: '关键设备不具备', fraud: true };
  expect((await post('reviewing-decider', `${inspection}/conclude-verification`, verdict)).body).toMatchObject({
    code: 'not-an-inspector',
  });
  expect((await post('reviewer', `${inspection}/conclude-verification`, verdict)).body.events).toEqual([
    'VerificationConcluded',
    'RevocationProposed',
  ]);
  await world.settled();
  expect(await get<InspectionView>('applicant', inspection)).toMatchObject({
    status: 'revocation-proposed',
    verdict: '严重不实',
  });
  expect((await (await world.as('rival')).get(inspection)).status).toBe(404);

  // Until the body was heard and somebody decides, the verdict is on its file only: not public, no bar, the certificate valid.
  expect(await untrue()).toEqual([]);
  const file = `/api/institutions/${BODIES.river.uscc}`;
  expect(await get<InstitutionView>('applicant', file)).toMatchObject({
    standing: expect.not.objectContaining({ commitmentBarred: expect.anything() }),
    breaches: [],
    commitments: [{ caseId: one.id, signatory: '张三（虚构）', signedOn: '2026-03-09', verdict: '严重不实' }],
  });
  expect(await published(number)).toMatchObject({ status: 'VALID' });

  const certificate = `/api/certificates/${number}`;
  expect(await get<CertificateView>('supervisor', certificate)).toMatchObject({
    investigation: {
      ground: 'false-commitment',
      statement: 'awaited',
      caseId: one.id,
      openedAt: expect.stringMatching(/\+08:00$/) as string,
    },
    clocks: [{ limit: 'T70' }, { limit: 'T71', due: '2026-03-23' }],
    permittedActions: ['SuspendRevocation'],
  });
  expect((await get<CertificateView>('applicant', certificate)).permittedActions).toEqual(['RecordStatement']);
  for (const who of ['supervisor', 'head', 'applicant'] as const) {
    expect((await get<Page<RevocationLine>>(who, '/api/revocations')).items).toMatchObject([
      {
        number,
        caseId: one.id,
        stage: 'statement',
        turn: 'applicant',
        next: 'RecordStatement',
        due: '2026-03-23',
        dueLimit: 'T71',
      },
    ]);
  }
  expect((await get<Page<RevocationLine>>('rival', '/api/revocations')).total).toBe(0);
  const revoke = { scope: 'whole', publicSafety: true, reasons: ['承诺内容严重不实'] };
  expect((await post('decider', `${certificate}/revoke-certificate`, revoke)).body).toMatchObject({ code: 'statement-awaited' });
  // Nothing is said within five days: 17–20 March (4), 23.
  await world.at('2026-03-24T09:00');
  expect((await post<Problem>('applicant', `${certificate}/record-statement`, { statement: '迟' })).body.code).toBe(
    'statement-given',
  );
  expect((await post('decider', `${certificate}/revoke-certificate`, revoke)).body.events).toEqual(['CertificateRevoked']);
  await world.settled();

  expect(await published(number)).toMatchObject({
    status: 'REVOKED',
    revocations: [{ on: '2026-03-24', ground: 'false-commitment', scope: 'whole' }],
  });
  const papers = (
    await (
      await world.as('applicant')
    ).get<{ items: readonly { zh: string; paragraphs: readonly string[] }[] }>(`/api/certificates/${number}/documents`)
  ).body.items;
  expect(papers.map(({ zh }) => zh)).toEqual(['资质认定证书', '证书附表', '撤销告知书', '撤销决定书']);
  expect(papers[3]?.paragraphs).toEqual(expect.arrayContaining([expect.stringContaining('行政复议')]));
  const revoked = (await world.anybody.get<Page<object>>('/api/public/certificates', { status: 'REVOKED' })).body;
  expect(revoked.items).toMatchObject([{ number }]);
  expect(await get<InstitutionView>('supervisor', file)).toMatchObject({
    standing: { bannedUntil: '2029-03-24', commitmentBarred: 'false-commitment' },
    bans: [{ ground: 'fraud', on: '2026-03-24', until: '2029-03-24', basis: '办法32、许可法79' }],
  });
  // With the decision it is published, and the fast route closed.
  const { uscc, name: institution } = BODIES.river;
  expect(await untrue()).toMatchObject([{ uscc, institution, caseId: one.id, recordedOn: '2026-03-24' }]);

  // What is open to the body: nothing before 2029-03-25, and the commitment procedure not even then.
  const { items: open } = await get<{ items: object[] }>('applicant', '/api/eligibility?kind=INITIAL&field=12');
  expect(open).toMatchObject([
    {
      procedures: [
        { procedure: 'GENERAL', open: false, reasons: [{ rule: 'body-banned' }] },
        { procedure: 'COMMITMENT', open: false, reasons: [{ rule: 'body-banned' }, { rule: 'earlier-false-commitment' }] },
      ],
    },
  ]);
  const next = await post<Problem>('applicant', '/api/cases', firstApplication());
  expect(next.body).toMatchObject({ status: 409, code: 'body-banned' });
  const renewed = await post<Problem>('applicant', '/api/cases', renewalOf(number));
  expect(renewed.body).toMatchObject({ code: 'certificate-revoked', allowed: ['INITIAL'] });
});

it('评审准则19, 程序暂行规定44: what inspectors find at fault is on the certificate', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  const row = { category: '生活饮用水', name: '总硬度', standard: 'GB/T 5750.4-2023' };
  const number = await grantedOnAWord(one, { scopeItems: [row, { ...row, name: '浑浊度' }] });
  const inspection = `/api/inspections/${one.id}`;
  const conclude = `${inspection}/conclude-verification`;
  await post('clerk', `${inspection}/appoint-inspectors`, { team: [await inspector('reviewer'), await inspector('colleague')] });
  await world.at('2026-03-16T10:00');
  const notOnIt = {
    status: 400,
    code: 'item-not-on-certificate',
    field: 'items[1]',
    allowed: ['1 生活饮用水 总硬度 GB/T 5750.4-2023', '2 生活饮用水 浑浊度 GB/T 5750.4-2023'],
  };
  const grave = { verdict: '严重不实', findings: '关键设备不具备', items: ['总硬度', '水分'] };
  expect((await post('reviewer', conclude, grave)).body).toMatchObject(notOnIt);
  expect((await post('reviewing-decider', conclude, grave)).body).toMatchObject({ code: 'not-an-inspector' });
  // What is to be put right is told in other words than those of the annex.
  const mostly = { verdict: '基本属实', findings: '溯源缺失', items: ['设备溯源'] };
  expect((await post('reviewer', conclude, mostly)).status).toBe(200);
  await post('applicant', `${inspection}/submit-verification-rectification`);
  const check = `${inspection}/check-verification-rectification`;
  const failed = { passed: false, findings: '仍未溯源' };
  expect((await post('reviewer', check, { ...failed, items: ['1', '水分'] })).body).toMatchObject(notOnIt);
  expect((await post('reviewer', check, { ...failed, items: ['1'] })).body.events).toEqual([
    'VerificationRectificationChecked',
    'RevocationProposed',
  ]);
  await world.settled();
  // Mostly true and not put right is no false commitment: not on that list, and no bar.
  const certificate = `/api/certificates/${number}`;
  expect((await post('applicant', `${certificate}/record-statement`, { statement: '正在溯源' })).status).toBe(200);
  const revoke = { scope: 'items', items: ['1'], reasons: ['仍未溯源'] };
  expect((await post('decider', `${certificate}/revoke-certificate`, revoke)).status).toBe(200);
  await world.settled();
  expect(await published(number)).toMatchObject({
    status: 'REVOKED_PARTIAL',
    revocations: [{ ground: 'unrectified-commitment', scope: 'items', items: ['1 生活饮用水 总硬度 GB/T 5750.4-2023'] }],
  });
  expect(await untrue()).toEqual([]);
  expect(await get<InstitutionView>('applicant', `/api/institutions/${BODIES.river.uscc}`)).toMatchObject({
    standing: expect.not.objectContaining({ commitmentBarred: expect.anything() }),
    commitments: [{ verdict: '基本属实' }],
  });
});

it('程序暂行规定44: the body is heard and nothing is revoked: nothing published, the fast route open', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  const number = await grantedOnAWord(one);
  const inspection = `/api/inspections/${one.id}`;
  await post('clerk', `${inspection}/appoint-inspectors`, { team: [await inspector('reviewer'), await inspector('colleague')] });
  await world.at('2026-03-16T10:00');
  const verdict = { verdict: '严重不实', findings: '关键设备不具备' };
  expect((await post('reviewer', `${inspection}/conclude-verification`, verdict)).status).toBe(200);
  await world.settled();
  const certificate = `/api/certificates/${number}`;
  expect((await post('applicant', `${certificate}/record-statement`, { statement: '设备在分场所' })).status).toBe(200);
  expect((await post('decider', `${certificate}/close-revocation`, { reasons: ['经查设备具备'] })).body.events).toEqual([
    'RevocationClosed',
  ]);
  await world.settled();
  expect(await published(number)).toMatchObject({ status: 'VALID' });
  expect(await untrue()).toEqual([]);
  expect(await get<InstitutionView>('applicant', `/api/institutions/${BODIES.river.uscc}`)).toMatchObject({
    standing: expect.not.objectContaining({ commitmentBarred: expect.anything() }),
    commitments: [{ caseId: one.id, verdict: '严重不实' }],
  });
  const { items } = await get<{ items: object[] }>('applicant', '/api/eligibility?kind=RENEWAL&field=12');
  expect(items).toMatchObject([
    { procedures: expect.arrayContaining([expect.objectContaining({ procedure: 'COMMITMENT', open: true })]) },
  ]);
});

it('基本属实: rectified in time, checked, closed; the overrun of T52 stays a breach', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  const number = await grantedOnAWord(one);
  const inspection = `/api/inspections/${one.id}`;
  await world.at('2026-03-25T10:00');
  await post('head', `${inspection}/appoint-inspectors`, { team: [await inspector('reviewer'), await inspector('colleague')] });
  const verdict = { verdict: '基本属实', findings: '溯源证书过期', items: ['设备溯源'], withinWorkingDays: 5 };
  expect((await post('colleague', `${inspection}/conclude-verification`, verdict)).status).toBe(200);
  expect(await get<InspectionView>('applicant', inspection)).toMatchObject({
    status: 'verification-rectification',
    permittedActions: ['SubmitVerificationRectification'],
  });
  await world.at('2026-04-01T10:00');
  expect((await post('applicant', `${inspection}/submit-verification-rectification`, { note: '已溯源' })).status).toBe(200);
  expect((await post('reviewer', `${inspection}/check-verification-rectification`, { passed: true })).status).toBe(200);
  const { status, clocks, events } = await get<InspectionView>('supervisor', inspection);
  expect(status).toBe('verification-closed');
  expect(clocks).toMatchObject([
    { limit: 'T51', state: 'met', ended: '2026-03-25', due: '2026-06-09' },
    { limit: 'T52', state: 'breached', due: '2026-03-23', ended: '2026-03-25' },
    { limit: 'T53', state: 'met', due: '2026-04-01', ended: '2026-04-01' },
  ]);
  expect(events.map(({ type }) => type)).toEqual([
    'VerificationCommissioned',
    'TimeLimitBreached',
    'InspectorsAppointed',
    'VerificationConcluded',
    'VerificationRectificationOrdered',
    'VerificationRectificationSubmitted',
    'VerificationRectificationChecked',
  ]);
  expect(await published(number)).toMatchObject({ status: 'VALID' });
});

it('办法33: false papers cost a year, to the day; lifted, the way is open again', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-03-04T10:00', 'clerk', 'CommissionReview', { form: 'ON_SITE', team: TEAM });
  await one.when('2026-03-05T10:00', 'reviewer', 'ConcludeReview', { conclusion: '不符合' });
  await one.when('2026-03-10T10:00', 'decider', 'RefuseQualification', { reasons: ['提供虚假材料'], falsehood: true });
  await world.settled();
  const file = `/api/institutions/${BODIES.river.uscc}`;
  expect(await get<InstitutionView>('applicant', file)).toMatchObject({
    bans: [
      { entry: `ban:case-${one.id}`, ground: 'falsehood', on: '2026-03-10', until: '2027-03-10', basis: '办法33、许可法78' },
    ],
  });
  await world.at('2027-03-10T23:59');
  expect((await post<Problem>('applicant', '/api/cases', firstApplication())).body).toMatchObject({ code: 'body-banned' });
  await world.at('2027-03-11T00:00');
  expect((await post('applicant', '/api/cases', firstApplication())).status).toBe(201);
});

const register = (body: Body, number: string) => ({
  ...{ number, uscc: body.uscc, holder: body.name, issuedOn: '2021-01-01', validTo: '2026-12-31' },
});

it('办法31: at midnight a certificate has expired and is cancelled, once, whatever fires and how often', async () => {
  world = await openWorld({ at: '2026-12-30T10:00' });
  await post('admin', '/api/certificates', register(BODIES.river, HELD));
  await world.at('2026-12-31T23:59');
  expect(await published(HELD)).toMatchObject({ status: 'VALID' });
  await world.at('2027-01-01T00:00');
  await world.settled();
  await world.host.alarms.sweepNow();
  await world.host.engine.expire({ id: `certificate-${HELD}/T42/1`, version: 1 });
  expect(await published(HELD)).toMatchObject({ status: 'CANCELLED', cancelled: { on: '2027-01-01', ground: 'expired' } });
  const { events } = await get<CertificateView>('supervisor', `/api/certificates/${HELD}`);
  expect(events.map(({ type, by }) => `${type} by ${by}`)).toEqual([
    'CertificateRegistered by admin',
    'CertificateExpired by engine',
    'CertificateCancelled by engine',
  ]);
  const renewal = await post<Problem>('applicant', '/api/cases', renewalOf(HELD));
  expect(renewal.body).toMatchObject({ code: 'certificate-expired', allowed: ['INITIAL'] });
});

it('a late renewal that is refused after the last day lets its certificate go', async () => {
  world = await openWorld({ at: '2026-12-01T10:00' });
  await post('admin', '/api/certificates', register(BODIES.river, HELD));
  const one = new ACase(world);
  await one.when('2026-12-01T10:00', 'applicant', 'SubmitApplication', renewalOf(HELD));
  await one.when('2026-12-02T10:00', 'clerk', 'AcceptApplication');
  await world.at('2027-01-04T10:00');
  expect(await published(HELD)).toMatchObject({ status: 'EXPIRED' });
  await one.when('2027-01-04T10:00', 'applicant', 'WithdrawApplication');
  await world.settled();
  expect(await published(HELD)).toMatchObject({ status: 'CANCELLED', cancelled: { on: '2027-01-04', ground: 'expired' } });
});

it('the record of a body: recorded by the supervisor, taken into its applications, lifted with a reason, hinted at by its representative', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const hill = `/api/institutions/${BODIES.hill.uscc}`;
  const facts = { name: BODIES.hill.name, legalRepresentative: '张三', source: '营业执照' };
  expect((await post('supervisor', `${hill}/register-facts`, facts)).body.events).toEqual(['FactsRegistered']);
  expect((await post('supervisor', `${hill}/record-credit-class`, { class: 'C', source: '2026' })).status).toBe(200);
  await world.host.engine.execute({
    ...{ commandId: randomUUID(), stream: `institution-${BODIES.hill.uscc}`, actor: ENGINE },
    command: {
      type: 'ImposeBan',
      data: { uscc: BODIES.hill.uscc, ground: 'falsehood', from: '2026-02-10', source: 'case-x', name: BODIES.hill.name },
    },
  });
  expect(await get<InstitutionView>('rival', hill)).toMatchObject({ standing: { bannedUntil: '2027-02-10', creditClass: 'C' } });
  expect((await (await world.as('applicant')).get(hill)).status).toBe(404);
  const { items } = await get<Page<object>>('supervisor', '/api/institutions?banned=true');
  expect(items).toMatchObject([{ uscc: BODIES.hill.uscc, legalRepresentative: '张三', bannedUntil: '2027-02-10' }]);

  // Another body of the same person: a hint for the window, and nothing more.
  const one = new ACase(world);
  const institution = { ...firstApplication().institution, legalRepresentative: '张三' };
  await one.when('2026-03-02T11:00', 'applicant', 'SubmitApplication', { ...firstApplication(), institution });
  expect(await one.file('clerk')).toMatchObject({ hints: [{ hint: 'same-legal-representative', uscc: BODIES.hill.uscc }] });
  expect(await one.file('applicant')).not.toHaveProperty('hints');

  const lift = { entry: 'ban:case-x', reason: '复议决定撤销原决定' };
  expect((await post('clerk', `${hill}/lift-entry`, lift)).body).toMatchObject({ code: 'wrong-role', allowed: ['supervisor'] });
  expect((await post('supervisor', `${hill}/lift-entry`, lift)).status).toBe(200);
  expect(await get<InstitutionView>('supervisor', hill)).toMatchObject({
    standing: expect.not.objectContaining({ bannedUntil: expect.anything() }),
    bans: [{ entry: 'ban:case-x', lifted: { reason: '复议决定撤销原决定' } }],
  });
  expect(await one.file('clerk')).toMatchObject({ hints: [] });
});

it('a body that nobody has heard of has no file; one with a case has an empty one', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const supervisor = await world.as('supervisor');
  const file = `/api/institutions/${BODIES.river.uscc}`;
  expect(await supervisor.get(file)).toMatchObject({ status: 404, body: { code: 'institution-not-found' } });
  expect(await (await world.as('applicant')).get(file)).toMatchObject({ status: 200, body: { revision: -1 } });

  await new ACase(world).gives('applicant', 'SubmitApplication', firstApplication());
  await world.settled();
  const known = await supervisor.get<InstitutionView>(file);
  expect([known.status, known.body.revision, known.headers.get('etag')]).toEqual([200, -1, null]);

  await supervisor.post(`${file}/record-credit-class`, { class: 'B', source: '示例' });
  const entered = await supervisor.get<InstitutionView>(file);
  expect([entered.body.revision, entered.headers.get('etag')]).toEqual([0, '"0"']);
});

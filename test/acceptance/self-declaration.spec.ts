import { createHash } from 'node:crypto';
import type { Eligibility } from '#office';
import { ACase, firstApplication, renewalOf } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

const COMMITMENT = { procedure: 'COMMITMENT' } as const;
const signed = { signatory: '张三（虚构）', title: '法定代表人' };

let world: World;
afterEach(() => world.close());

it('a commitment: what is open is known before, told at the receipt, signed, granted on the spot and delivered', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const applicant = await world.as('applicant');
  const { body } = await applicant.get<Eligibility>('/api/eligibility', { kind: 'INITIAL', field: '12' });
  expect(body).toEqual({
    uscc: BODIES.river.uscc,
    policy: 'CMA-2021/2+REV-2023/2+ENV-2025/1',
    items: [
      {
        kind: 'INITIAL',
        procedures: [
          { procedure: 'GENERAL', open: true, reasons: [] },
          { procedure: 'COMMITMENT', open: true, reasons: [] },
        ],
      },
    ],
  });

  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', { ...firstApplication(), ...COMMITMENT });
  const before = await one.file();
  expect(before).toMatchObject({
    procedure: 'COMMITMENT',
    turn: { of: 'authority', next: 'RequestCorrection' },
    commitment: { signed: null },
    permittedActions: ['WithdrawApplication', 'SignCommitment', 'WithdrawCommitment'],
  });
  expect(before.commitment?.terms).toHaveLength(5);
  expect(await one.refused('clerk', 'AcceptApplication')).toMatchObject({ status: 409, code: 'commitment-not-signed' });
  expect(await one.refused('decider', 'AcceptSelfDeclaration', {})).toMatchObject({ code: 'commitment-not-signed' });

  await one.when('2026-03-02T11:00', 'applicant', 'SignCommitment', signed);
  const { commitment, turn } = await one.file('decider');
  // The hash is that of the text as everybody reads it.
  const sha256 = createHash('sha256')
    .update(commitment?.text ?? '', 'utf8')
    .digest('hex');
  expect(commitment?.signed).toMatchObject({ sha256, signatory: '张三（虚构）', signedAt: '2026-03-02T11:00:00+08:00' });
  expect(commitment?.text).toContain(BODIES.river.name);
  expect(turn).toMatchObject({ of: 'authority', next: 'AcceptSelfDeclaration', due: '2026-03-02', limit: 'T50' });
  expect((await one.when('2026-03-02T11:30', 'applicant', 'SignCommitment', signed)).events).toEqual([]);

  await one.when('2026-03-02T15:00', 'decider', 'AcceptSelfDeclaration', { note: '当场准予' });
  await world.settled();
  await one.when('2026-03-04T10:00', 'clerk', 'DeliverCertificate');
  expect(await one.file()).toMatchObject({ status: 'delivered', detail: { certificateNumber: '262812050001' } });
  expect((await one.events()).slice(0, 6)).toEqual([
    '2026-03-02T10:00 ApplicationReceived, applicant',
    '2026-03-02T10:00 CommitmentTermsTold, applicant',
    '2026-03-02T11:00 CommitmentSigned, applicant',
    '2026-03-02T15:00 ApplicationAccepted, decision-maker',
    '2026-03-02T15:00 SelfDeclarationAccepted, decision-maker',
    '2026-03-02T15:00 QualificationGranted, decision-maker',
  ]);
  expect(await one.clocks()).toEqual(
    expect.arrayContaining([
      'T01 met 2026-03-02 > 2026-03-09, ended 2026-03-02, counted 0',
      'T50 met 2026-03-02 > 2026-03-02, ended 2026-03-02, counted 0',
      'T31 met 2026-03-02 > 2026-03-11, ended 2026-03-04, counted 2',
    ]),
  );
  expect((await world.anybody.get('/api/public/certificates/262812050001')).body).toMatchObject({ status: 'VALID' });
});

it('a commitment that is not open: told before, and turned down with its reason; the general way stays open', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const held = { number: '202812050001', uscc: BODIES.river.uscc, holder: BODIES.river.name };
  await (await world.as('admin')).post('/api/certificates', { ...held, issuedOn: '2021-01-01', validTo: '2026-12-31' });
  const standing = {
    breachInLastTerm: false,
    badCreditList: false,
    punishedWithin2Years: true,
    source: '甘市监罚〔2025〕1号（示例）',
  };
  await (await world.as('supervisor')).send('PUT', `/api/institutions/${BODIES.river.uscc}/standing`, JSON.stringify(standing));

  const applicant = await world.as('applicant');
  const { items } = (await applicant.get<Eligibility>('/api/eligibility')).body;
  const against = items.map(({ kind, procedures }) => [
    kind,
    procedures.find(({ procedure }) => procedure === 'COMMITMENT')?.reasons,
  ]);
  expect(Object.fromEntries(against)).toMatchObject({
    // First-time applicants are excepted; a body that has a certificate is none.
    INITIAL: [{ rule: 'punished-within-two-years' }],
    RENEWAL: [{ rule: 'punished-within-two-years', basis: ['告知承诺实施办法'] }],
    CHG_NAME: [{ rule: 'kind-not-open', basis: ['办法10', '办法12'] }, { rule: 'punished-within-two-years' }],
  });
  expect(await applicant.get('/api/eligibility', { kind: 'GOLD' })).toMatchObject({ status: 400, body: { field: 'kind' } });
  const food = (await applicant.get<Eligibility>('/api/eligibility', { kind: 'INITIAL', field: '00', specialFood: 'true' })).body;
  expect(food.items[0]?.procedures[1]).toMatchObject({
    open: false,
    reasons: [{ rule: 'special-food-or-medical-devices' }, { rule: 'punished-within-two-years' }],
  });

  const one = new ACase(world);
  expect(await one.refused('applicant', 'SubmitApplication', { ...renewalOf(held.number), ...COMMITMENT })).toMatchObject({
    status: 400,
    code: 'commitment-not-eligible',
    field: 'procedure',
    allowed: ['GENERAL'],
    basis: ['告知承诺实施办法'],
  });
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', renewalOf(held.number));
  expect((await one.file('clerk')).warnings).toMatchObject([{ code: 'punished-within-two-years' }]);
});

it('a commitment withdrawn before the decision: with a reason, and for good', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', { ...firstApplication(), ...COMMITMENT });
  await one.when('2026-03-02T10:00', 'applicant', 'SignCommitment', signed);
  expect(await one.refused('applicant', 'WithdrawApplication', {})).toMatchObject({ status: 400, code: 'fair-reason-missing' });
  await one.when('2026-03-02T11:00', 'applicant', 'WithdrawCommitment', { reason: '场所尚在装修' });
  expect(await one.file()).toMatchObject({ status: 'withdrawn', detail: { deemed: false } });
  expect(await one.refused('decider', 'AcceptSelfDeclaration', {})).toMatchObject({
    status: 409,
    code: 'wrong-state',
    allowed: [],
  });
  // 办法12: the next application is a general one that goes the whole way; one that is withdrawn is none.
  const general = new ACase(world);
  await general.when('2026-03-03T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await general.when('2026-03-03T11:00', 'applicant', 'WithdrawApplication', {});
  const again = { ...firstApplication(), ...COMMITMENT };
  expect(await new ACase(world).refused('applicant', 'SubmitApplication', again)).toMatchObject({
    code: 'commitment-not-eligible',
    basis: ['办法12'],
  });
});

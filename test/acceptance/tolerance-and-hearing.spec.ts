import { localDate, type LocalDate } from '#kernel';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

const withoutReport = () => ({
  ...firstApplication(),
  materials: firstApplication().materials.filter(({ material }) => material !== 'M10'),
});

it('tolerant acceptance: promised, reviewed meanwhile, supplied, and only then granted', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', withoutReport());
  expect(await one.refused('clerk', 'AcceptApplication')).toMatchObject({
    status: 409,
    code: 'materials-outstanding',
    allowed: ['AcceptWithOutstanding', 'RequestCorrection'],
  });
  expect(await one.refused('clerk', 'AcceptWithOutstanding', { outstanding: ['M05', 'M10'] })).toMatchObject({
    status: 400,
    code: 'material-not-tolerated',
    field: 'outstanding[0]',
  });
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptWithOutstanding', { outstanding: ['M10'] });
  expect(await one.file()).toMatchObject({ status: 'awaiting-commission', outstanding: ['M10'] });
  await one.when('2026-03-04T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  await one.when('2026-03-06T10:00', 'reviewer', 'ConcludeReview', { conclusion: '符合' });
  expect(await one.refused('decider', 'GrantQualification', {})).toMatchObject({ status: 409, code: 'outstanding-missing' });
  expect(await one.file()).toMatchObject({ turn: { of: 'authority', next: 'SupplyOutstanding' } });
  expect((await one.file('decider')).permittedActions).toEqual(['RefuseQualification', 'TellHearingRight', 'OpenHearing']);
  await one.when('2026-03-09T10:00', 'applicant', 'SupplyOutstanding', { items: [{ material: 'M10', fileName: '报告.pdf' }] });
  await one.when('2026-03-10T10:00', 'decider', 'GrantQualification', {});
  expect(await one.clocks()).toEqual([
    'T01 met 2026-03-02 > 2026-03-09, ended 2026-03-03, counted 1',
    'T11 met 2026-03-03 > 2026-04-15, ended 2026-03-06, counted 3',
    // Ten days from 03-03: 04 … 06, 09 … 13, 16, 17.
    'T05 met 2026-03-03 > 2026-03-17, ended 2026-03-09, counted 4',
    'T22 met 2026-03-06 > 2026-03-20, ended 2026-03-10, counted 2',
    'T31 running 2026-03-10 > 2026-03-19, counted 0',
  ]);
});

it('tolerant acceptance: not supplied in time, so the alarm ends the case', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', withoutReport());
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptWithOutstanding', { outstanding: ['M10'], withinWorkingDays: 3 });
  await world.at('2026-03-07T10:00');
  expect((await one.events()).at(-1)).toBe('2026-03-07T00:00 ApplicationDeemedWithdrawn, engine');
  expect(await one.file()).toMatchObject({ status: 'withdrawn', detail: { deemed: true }, permittedActions: [] });
  await new ACase(world).when('2026-03-09T10:00', 'applicant', 'SubmitApplication', firstApplication());
});

it('a hearing: told, asked for, held seven working days after the notice, and decided on its record', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const held = { number: '202812050001', uscc: BODIES.river.uscc, holder: BODIES.river.name };
  await (await world.as('admin')).post('/api/certificates', { ...held, issuedOn: '2021-01-01', validTo: '2026-12-31' });
  const one = new ACase(world);
  const changes = { name: '陇原新名检测有限公司（虚构）' };
  const change = { ...firstApplication(), kind: 'CHG_NAME', changes, certificate: { number: held.number } } as const;
  const materials = ['M01', 'M13'].map((material) => ({ material }));
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', { ...change, materials });
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-03-05T10:00', 'decider', 'TellHearingRight', {
    matter: '涉及相邻单位重大利益',
    parties: ['示例相邻单位（虚构）'],
  });
  expect(await one.refused('decider', 'GrantQualification', {})).toMatchObject({ status: 409, code: 'hearing-pending' });
  await one.when('2026-03-10T10:00', 'clerk', 'RequestHearing', { party: '示例相邻单位（虚构）' });
  expect(await one.file()).toMatchObject({ hearing: { status: 'requested' }, turn: { next: 'OpenHearing' } });
  await world.at('2026-03-18T10:00');
  const hearing = { chair: '@supervisor', noticedOn: localDate('2026-03-10') };
  expect(await one.refused('decider', 'OpenHearing', hearing)).toMatchObject({
    status: 400,
    code: 'hearing-notice-too-short',
    field: 'noticedOn',
  });
  expect(await one.refused('decider', 'OpenHearing', { ...hearing, noticedOn: '2026-02-30' as LocalDate })).toMatchObject({
    status: 400,
    code: 'date-impossible',
    field: 'noticedOn',
  });
  await one.when('2026-03-19T10:00', 'decider', 'OpenHearing', hearing);
  await one.when('2026-03-20T10:00', 'decider', 'CloseHearing', { record: '各方陈述和质证，无新的证据。' });
  await one.when('2026-03-24T10:00', 'decider', 'GrantQualification', {});
  const { events } = await one.history();
  expect(events.find(({ type }) => type === 'HearingOpened')?.data).toMatchObject({ chairName: 'supervisor' });
  expect(events.find(({ type }) => type === 'QualificationGranted')?.data).toMatchObject({
    hearingRecord: '各方陈述和质证，无新的证据。',
  });
  expect(await one.clocks()).toEqual([
    'T01 met 2026-03-02 > 2026-03-09, ended 2026-03-03, counted 1',
    // 04 … 06, 09, 10; 11 … 20 stand still; 23, 24; thirteen more: 25 … 04-03, 07 … 10, 13.
    'T23 met 2026-03-03 > 2026-04-13, ended 2026-03-24, counted 7, stopped 8',
    'T60 met 2026-03-05 > 2026-03-12, ended 2026-03-10, counted 3',
    'T61 met 2026-03-10 > 2026-04-08, ended 2026-03-19, counted 7',
    'T31 running 2026-03-24 > 2026-04-02, counted 0',
  ]);
});

it('a hearing is told over HTTP, and held on the day that was told', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const held = { number: '202812050001', uscc: BODIES.river.uscc, holder: BODIES.river.name };
  await (await world.as('admin')).post('/api/certificates', { ...held, issuedOn: '2021-01-01', validTo: '2026-12-31' });
  const one = new ACase(world);
  const change = {
    ...firstApplication(),
    kind: 'CHG_NAME',
    certificate: { number: held.number },
    changes: { name: '新名检测有限公司（虚构）' },
  } as const;
  const materials = ['M01', 'M13'].map((material) => ({ material }));
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', { ...change, materials });
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptApplication');
  await world.at('2026-03-10T10:00');
  expect(await one.refused('decider', 'OpenHearing', { chair: '@supervisor' })).toMatchObject({
    status: 400,
    code: 'hearing-notice-missing',
  });
  const call = { chair: '@supervisor', place: '第一会议室', heldOn: localDate('2026-03-19') };
  await one.when('2026-03-10T10:00', 'decider', 'OpenHearing', call);
  expect(await one.file('decider')).toMatchObject({
    hearing: { status: 'called', notice: { heldOn: '2026-03-19', place: '第一会议室' } },
    turn: { next: 'OpenHearing' },
  });
  expect((await one.when('2026-03-19T10:00', 'decider', 'OpenHearing', { chair: '@supervisor' })).events).toEqual([
    'HearingOpened',
  ]);
});

it('two changes as one case: one receipt, one decision, one certificate, and no second case of either kind beside it', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const held = { number: '202812050001', uscc: BODIES.river.uscc, holder: BODIES.river.name };
  await (await world.as('admin')).post('/api/certificates', { ...held, issuedOn: '2021-01-01', validTo: '2026-12-31' });
  const change = { ...firstApplication(), certificate: { number: held.number } };
  const both = {
    ...change,
    kind: 'CHG_NAME',
    alsoKinds: ['CHG_LEGAL_REP'],
    changes: { name: '陇原新名检测有限公司（虚构）', legalRepresentative: '李四（虚构）' },
    materials: ['M01', 'M08', 'M09', 'M13', 'M20'].map((material) => ({ material })),
  } as const;
  const one = new ACase(world);
  expect(await one.refused('applicant', 'SubmitApplication', { ...both, alsoKinds: ['GOLD' as 'CHG_NAME'] })).toMatchObject({
    status: 400,
    code: 'input-invalid',
    field: 'alsoKinds',
  });
  expect(await one.refused('applicant', 'SubmitApplication', { ...both, alsoKinds: ['RENEWAL'] })).toMatchObject({
    status: 400,
    code: 'kinds-not-mergeable',
  });
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', both);
  const { alsoKinds: _also, ...alone } = {
    ...both,
    kind: 'CHG_LEGAL_REP' as const,
    changes: { legalRepresentative: '王五（虚构）' },
  };
  expect(await new ACase(world).refused('applicant', 'SubmitApplication', alone)).toMatchObject({
    status: 409,
    code: 'open-case-exists',
  });
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-03-04T10:00', 'decider', 'GrantQualification', {});
  await world.settled();
  await one.when('2026-03-05T10:00', 'clerk', 'DeliverCertificate');
  expect(await one.file()).toMatchObject({ status: 'delivered', alsoKinds: ['CHG_LEGAL_REP'] });
  expect((await world.anybody.get(`/api/public/certificates/${held.number}`)).body).toMatchObject({
    holder: '陇原新名检测有限公司（虚构）',
  });
  const renamed = { ...alone, institution: { ...alone.institution, name: '陇原新名检测有限公司（虚构）' } };
  await new ACase(world).when('2026-03-06T10:00', 'applicant', 'SubmitApplication', renamed);
});

it('a decision that came too late is explained on the record, once', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-03-10T10:00', 'clerk', 'ExplainDelay', { limit: 'T01', reason: '窗口人员不足' });
  expect((await one.when('2026-03-10T11:00', 'clerk', 'ExplainDelay', { limit: 'T01', reason: '再次' })).events).toEqual([]);
  expect(await one.refused('clerk', 'ExplainDelay', { limit: 'T11', reason: '无' })).toMatchObject({
    status: 409,
    code: 'nothing-to-explain',
    allowed: ['T01/1'],
  });
  const { events } = await one.history();
  expect(events.at(-1)).toMatchObject({
    type: 'DelayExplained',
    data: { clock: { limit: 'T01', run: 1 }, reason: '窗口人员不足' },
  });
});

import type { Page, QueueTask } from '#read-models';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

/** Calendar of 2026 used here: 04-06 off (清明); 05-01, 05-04, 05-05 off and 05-09 worked (劳动节). */
describe('a first application with a correction and a rectification', () => {
  it('runs to a delivered certificate with every clock kept', async () => {
    world = await openWorld({ at: '2026-03-02T10:00' });
    const { anybody } = world;
    const one = new ACase(world);

    // Monday. Five working days: 03-03 … 03-06, 03-09.
    await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
    expect(await one.file()).toMatchObject({
      status: 'received',
      policy: 'CMA-2021/2+REV-2023/2+ENV-2025/1',
      turn: { of: 'authority', next: 'AcceptApplication', limit: 'T01', due: '2026-03-09', colour: 'green' },
      permittedActions: ['WithdrawApplication'],
    });
    expect(await queueOf('clerk')).toEqual([
      expect.objectContaining({
        caseId: one.id,
        next: 'AcceptApplication',
        due: '2026-03-09',
        remainingWorkingDays: 5,
        colour: 'green',
      }),
    ]);

    // All gaps in one notice, on the third counted day; ten working days for the applicant: up to 03-19.
    const gap = { material: 'M10', reason: '缺少典型检验检测报告' };
    await one.when('2026-03-05T09:00', 'clerk', 'RequestCorrection', { items: [gap], respondWithinWorkingDays: 10 });
    expect((await one.file()).turn).toMatchObject({ of: 'applicant', next: 'SupplyCorrection', limit: 'T03', due: '2026-03-19' });
    expect(await queueOf('clerk')).toEqual([]);
    await one.when('2026-03-10T09:00', 'applicant', 'SupplyCorrection', { items: [{ material: 'M10', fileName: '报告.pdf' }] });
    expect(await one.refused('clerk', 'RequestCorrection', { items: [gap], respondWithinWorkingDays: 5 })).toMatchObject({
      status: 409,
      code: 'correction-already-requested',
      basis: ['许可法32(四)', '许可法72(四)'],
    });

    await one.when('2026-03-11T09:00', 'clerk', 'AcceptApplication');
    await one.when('2026-03-12T09:00', 'clerk', 'CommissionReview', { form: 'ON_SITE', team: TEAM });
    expect(await queueOf('reviewer')).toEqual([
      expect.objectContaining({ next: 'ConcludeReview', due: '2026-04-23', dueLimit: 'T11' }),
    ]);
    // On the 15th of the 30 counted days; the rest is kept while the applicant mends.
    await one.when('2026-04-01T09:00', 'reviewer', 'OrderRectification', { withinWorkingDays: 15, items: ['设备溯源证书过期'] });
    expect((await one.clocks()).at(-2)).toBe('T11 stopped 2026-03-11 > stopped, counted 15');
    await one.when('2026-04-13T09:00', 'applicant', 'SubmitRectification', { note: '已完成整改' });
    await one.when('2026-04-16T09:00', 'reviewer', 'VerifyRectification', { passed: true });
    await one.when('2026-04-17T09:00', 'reviewer', 'ConcludeReview', { conclusion: '基本符合' });
    expect(await queueOf('decider')).toEqual([expect.objectContaining({ next: 'GrantQualification', due: '2026-05-06' })]);
    expect(await queueOf('head')).toEqual(await queueOf('decider'));

    await one.when('2026-04-29T09:00', 'decider', 'GrantQualification', { note: '准予许可' });
    await world.settled();
    await one.when('2026-05-08T09:00', 'clerk', 'DeliverCertificate');

    expect(await one.file()).toMatchObject({
      status: 'delivered',
      turn: { of: 'nobody', next: null, due: null },
      detail: { certificateNumber: '262812050001' },
      permittedActions: [],
    });
    expect(await one.events()).toEqual([
      '2026-03-02T10:00 ApplicationReceived, applicant',
      '2026-03-05T09:00 CorrectionRequested, clerk',
      '2026-03-10T09:00 CorrectionSupplied, applicant',
      '2026-03-11T09:00 ApplicationAccepted, clerk',
      '2026-03-12T09:00 ReviewCommissioned, clerk',
      '2026-04-01T09:00 RectificationOrdered, reviewer',
      '2026-04-13T09:00 RectificationSubmitted, applicant',
      '2026-04-16T09:00 RectificationVerified, reviewer',
      '2026-04-17T09:00 ReviewConcluded, reviewer',
      '2026-04-29T09:00 QualificationGranted, decision-maker',
      '2026-04-29T09:00 CertificateReady, engine',
      '2026-05-08T09:00 CertificateDelivered, clerk',
    ]);
    expect(await one.clocks()).toEqual([
      // 03-03, 04, 05.
      'T01 met 2026-03-02 > 2026-03-09, ended 2026-03-05, counted 3',
      // 03-06, 09, 10.
      'T03 met 2026-03-05 > 2026-03-19, ended 2026-03-10, counted 3',
      // 03-11; due after 11, 12, 13, 16, 17.
      'T04 met 2026-03-10 > 2026-03-17, ended 2026-03-11, counted 1',
      // 03-12 … 04-01 are 15 days, 04-14 … 04-17 are 4; stopped 04-02, 03, 07, 08, 09, 10, 13. The 15 left after 04-13:
      // 04-14 … 17 (4), 20 … 24 (9), 27 … 30 (13), 05-06, 05-07.
      'T11 met 2026-03-11 > 2026-05-07, ended 2026-04-17, counted 19, stopped 7',
      // 04-02, 03, 07, 08, 09, 10, 13 of fifteen, which end 04-14 … 17 (11), 20 … 23.
      'T13 met 2026-04-01 > 2026-04-23, ended 2026-04-13, counted 7',
      // 04-14, 15, 16; five end on 04-20.
      'T14 met 2026-04-13 > 2026-04-20, ended 2026-04-16, counted 3',
      // 04-20 … 24, 27, 28, 29; ten end after 04-30 on 05-06.
      'T22 met 2026-04-17 > 2026-05-06, ended 2026-04-29, counted 8',
      // 04-30, 05-06, 07, 08; seven: then 05-09 (a worked Saturday), 11, 12.
      'T31 met 2026-04-29 > 2026-05-12, ended 2026-05-08, counted 4',
    ]);
    // authority: 03-02 … 05 (4), 03-11, 12 (2), 04-20 … 24, 27, 28, 29 (8), 04-30, 05-06, 07, 08 (4).
    // applicant, days off included: 03-06 … 10 (5), 04-02 … 13 (12). expert: 03-13 … 04-01 (14), 04-14 … 17 (4).
    // law: weekends 03-14 … 29 (6), 04-18, 19, 25, 26 (4), 05-01 … 05 (5). In all 03-02 … 05-08 are 68 days.
    expect(await one.ledger()).toEqual({
      from: '2026-03-02',
      to: '2026-05-08',
      authority: 18,
      applicant: 17,
      expert: 18,
      law: 15,
    });

    // Six years, the same day number; year, organ, field, sector, serial.
    expect((await anybody.get('/api/public/certificates/262812050001')).body).toEqual({
      number: '262812050001',
      holder: '陇原示例环境检测有限公司（虚构）',
      uscc: '91620102MA7ABCD12B',
      address: '兰州市城关区示例路1号（虚构）',
      field: '12',
      issuedOn: '2026-04-29',
      validTo: '2032-04-29',
      status: 'VALID',
    });
    for (const who of ['clerk', 'reviewer', 'decider'] as const) expect(await queueOf(who)).toEqual([]);
    expect((await one.history('applicant', '2026-03-10T00:00:00+08:00')).events.map(({ type }) => type)).toEqual([
      'ApplicationReceived',
      'CorrectionRequested',
    ]);
  });
});

async function queueOf(who: 'clerk' | 'reviewer' | 'decider' | 'head'): Promise<readonly QueueTask[]> {
  return (await (await world.as(who)).get<Page<QueueTask>>('/api/queue')).body.items;
}

import type { CalendarList, CalendarView } from '#engine';
import type { OfficialDocument } from '#official-documents';
import type { CertificateView, InspectionLine, InspectionView, MyCase, Page, QueueTask, RevocationLine } from '#read-models';
import type { Ready } from '../../apps/api/src/back-office/back-office.js';
import { ACase, firstApplication } from './a-case.js';
import type { Who } from './people.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

const post = async <T = { events: string[] }>(who: Who, path: string, body: object = {}) =>
  (await world.as(who)).post<T>(path, body);
const get = async <T>(who: Who, path: string) => (await (await world.as(who)).get<T>(path)).body;
const PROVISIONAL = '（有关年度放假安排尚未公布，本日期为暂定，以公布后为准）';

/** A notice of 2028 whose only day off is a Wednesday in March. */
const NOTICE_2028 = {
  ...{ year: 2028, version: '2028.1', status: 'official', verified: 'checked' },
  notice: { title: '国务院办公厅关于2028年部分节假日安排的通知（示例）', source: '示例' },
  ...{ off: ['2028-03-08'], work: [] },
};

it('in 2029: granted on a commitment, verified, revoked; every last day says that it is provisional', async () => {
  world = await openWorld({ at: '2029-03-05T09:00' });
  const one = new ACase(world);
  const application = { ...firstApplication(), procedure: 'COMMITMENT' } as const;
  await one.when('2029-03-05T09:00', 'applicant', 'SubmitApplication', application);
  expect(await one.file()).toMatchObject({ turn: { due: '2029-03-12', provisional: true } });
  expect((await get<Page<MyCase>>('applicant', '/api/cases')).items).toMatchObject([{ caseId: one.id, provisional: true }]);
  await one.when('2029-03-05T09:30', 'applicant', 'SignCommitment', { signatory: '张三（虚构）', title: '法定代表人' });
  expect((await get<Page<QueueTask>>('decider', '/api/queue')).items).toMatchObject([{ caseId: one.id, provisional: true }]);
  await one.when('2029-03-05T10:00', 'decider', 'AcceptSelfDeclaration', {});
  await one.when('2029-03-06T10:00', 'clerk', 'DeliverCertificate');
  const { status, detail } = await one.file();
  expect(status).toBe('delivered');
  const number = (detail as { certificateNumber: string }).certificateNumber;
  expect((await world.anybody.get(`/api/public/certificates/${number}`)).body).toMatchObject({
    ...{ status: 'VALID', validTo: '2035-03-05' },
  });

  const { items } = await get<Page<InspectionLine>>('supervisor', '/api/inspections');
  expect(items).toMatchObject([{ caseId: one.id, due: '2029-03-19', provisional: true }]);
  const inspection = `/api/inspections/${one.id}`;
  const team = await Promise.all(
    (['reviewer', 'colleague'] as const).map(async (who) => ({ id: (await world.as(who)).account.id, name: who })),
  );
  expect((await post('clerk', `${inspection}/appoint-inspectors`, { team })).status).toBe(200);
  await world.at('2029-03-12T10:00');
  const verdict = { verdict: '严重不实', findings: '关键设备不具备', fraud: true };
  expect((await post('reviewer', `${inspection}/conclude-verification`, verdict)).body.events).toContain('RevocationProposed');
  await world.settled();
  expect((await get<InspectionView>('supervisor', inspection)).clocks.every(({ provisional }) => provisional)).toBe(true);

  const revocations = await get<Page<RevocationLine>>('supervisor', '/api/revocations');
  expect(revocations.items).toMatchObject([{ number, due: '2029-03-19', provisional: true, decideByProvisional: true }]);
  const documents = await get<{ items: readonly OfficialDocument[] }>('supervisor', `/api/certificates/${number}/documents`);
  expect(JSON.stringify(documents)).toContain(`至2029年3月19日${PROVISIONAL}`);
  await world.at('2029-03-20T10:00');
  const revoked = await post('decider', `/api/certificates/${number}/revoke-certificate`, {
    ...{ reasons: ['承诺严重不实'], scope: 'whole' },
  });
  expect(revoked.status).toBe(200);
  await world.settled();
  expect((await get<CertificateView>('supervisor', `/api/certificates/${number}`)).status).toBe('REVOKED');

  const { ledger } = await one.history();
  expect(ledger?.days.slice(1).every(({ provisional }) => provisional === true)).toBe(true);
});

it('warns before the notices end, counts by rule, and takes the notice of a year that was counted by rule', async () => {
  world = await openWorld({ at: '2028-03-06T10:00' });
  expect((await world.anybody.get<Ready>('/ready')).body.calendar).toMatchObject({
    ...{ provisionalFrom: '2027-01-01', daysLeft: -430 },
    warning: { en: expect.stringContaining('no holiday notice for 2027') as string },
  });
  expect(world.log.some((line) => line.includes('no holiday notice for 2027 is on file'))).toBe(true);
  const { body: list } = await world.anybody.get<CalendarList>('/api/calendars');
  expect(list.items.map(({ version, status }) => `${version} ${status}`)).toEqual([
    ...[2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => `${year}.1 official`),
    ...['2027.2 no-notice-on-file', '2028.0 provisional', '2029.0 provisional', '2030.0 provisional'],
  ]);
  expect((await world.anybody.get<CalendarView>('/api/calendars/2028')).body).toMatchObject({
    ...{ current: '2028.0', versions: [{ version: '2028.0', status: 'provisional', published: null }] },
  });

  const one = new ACase(world);
  await one.gives('applicant', 'SubmitApplication', firstApplication());
  const receipt = await get<object>('applicant', `/api/cases/${one.id}/documents`);
  expect(JSON.stringify(receipt)).toContain(`2028年3月13日${PROVISIONAL}`);
  await world.at('2028-03-07T12:00');
  const done = await post('admin', '/api/calendars', { year: NOTICE_2028, reason: '放假通知（示例）' });
  expect(done).toMatchObject({ status: 201, body: { version: '2028.1', replaces: '2028.0' } });
  await world.settled();
  expect((await one.history()).events.at(-1)).toMatchObject({
    type: 'CalendarApplied',
    data: { changes: [{ limit: 'T01', before: '2028-03-13', after: '2028-03-14' }] },
  });
  expect(await one.file()).toMatchObject({ turn: { due: '2028-03-14', provisional: false } });
  expect((await world.anybody.get<CalendarView>('/api/calendars/2028')).body.versions).toMatchObject([
    { version: '2028.0', published: null },
    { version: '2028.1', published: { reason: '放假通知（示例）' } },
  ]);
});

import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

const row = (name: string, standard = 'GB/T 5750.4-2023') => ({ category: '生活饮用水', name, standard });

async function granted(one: ACase, application: ReturnType<typeof firstApplication>): Promise<string> {
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', application);
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-03-04T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  await one.when('2026-03-10T10:00', 'reviewer', 'ConcludeReview', { conclusion: '符合' });
  await one.when('2026-03-12T10:00', 'decider', 'GrantQualification', {});
  await world.settled();
  await one.when('2026-03-13T10:00', 'clerk', 'DeliverCertificate');
  return ((await one.file()).detail as { certificateNumber: string }).certificateNumber;
}

it('what is applied for row by row is the annex of the certificate, and lists leave it out', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const one = new ACase(world);
  const scopeItems = [row('总硬度'), row('浑浊度')];
  const twice = { ...firstApplication(), scopeItems: [row('总硬度'), row('总硬度')] };
  expect(await one.refused('applicant', 'SubmitApplication', twice)).toMatchObject({
    status: 400,
    code: 'scope-item-twice',
    field: 'scopeItems[1]',
  });
  const tooMany = { ...firstApplication(), scopeItems: Array.from({ length: 1001 }, (_, n) => row(`参数${n}`)) };
  expect(await one.refused('applicant', 'SubmitApplication', tooMany)).toMatchObject({
    status: 400,
    code: 'scope-too-long',
    allowed: ['<= 1000'],
  });
  const number = await granted(one, { ...firstApplication(), scopeItems });
  expect((await one.file()).scopeItems).toEqual(scopeItems);

  const annex = {
    rows: [
      { row: 1, ...row('总硬度') },
      { row: 2, ...row('浑浊度') },
    ],
    lastRow: 2,
  };
  expect((await world.anybody.get(`/api/public/certificates/${number}`)).body).toMatchObject({ number, annex });
  expect((await (await world.as('applicant')).get(`/api/certificates/${number}`)).body).toMatchObject({ number, annex });
  const { items } = (await world.anybody.get<{ items: object[] }>('/api/public/certificates')).body;
  expect(items.some((entry) => 'annex' in entry)).toBe(false);

  const change = {
    ...firstApplication(),
    kind: 'CHG_DROP_ITEMS',
    certificate: { number },
    materials: ['M01', 'M05', 'M13'].map((material) => ({ material })),
  } as const;
  expect(
    await new ACase(world).refused('applicant', 'SubmitApplication', { ...change, changes: { droppedItems: ['水分'] } }),
  ).toMatchObject({
    status: 400,
    code: 'item-not-on-certificate',
    field: 'changes.droppedItems[0]',
    allowed: ['1 生活饮用水 总硬度 GB/T 5750.4-2023', '2 生活饮用水 浑浊度 GB/T 5750.4-2023'],
  });
  const drop = new ACase(world);
  await drop.when('2026-03-16T10:00', 'applicant', 'SubmitApplication', { ...change, changes: { droppedItems: ['1'] } });
  await drop.when('2026-03-17T10:00', 'clerk', 'AcceptApplication');
  await drop.when('2026-03-18T10:00', 'decider', 'GrantQualification', {});
  await world.settled();
  expect((await world.anybody.get(`/api/public/certificates/${number}`)).body).toMatchObject({
    annex: { rows: [{ row: 2, ...row('浑浊度') }], lastRow: 2 },
  });
});

it('an older certificate is registered with its rows, and extended by more', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const held = { number: '202812050001', uscc: BODIES.river.uscc, holder: BODIES.river.name, address: '兰州市示例路1号' };
  const admin = await world.as('admin');
  const dates = { issuedOn: '2021-01-01', validTo: '2026-12-31' };
  expect(await admin.post('/api/certificates', { ...held, ...dates, scopeItems: [row('总硬度', 'GB/T 5750.4')] })).toMatchObject({
    status: 400,
    body: { code: 'scope-item-invalid', field: 'scopeItems[0].standard' },
  });
  await admin.post('/api/certificates', { ...held, ...dates, scopeItems: [row('总硬度')] });
  const extension = {
    ...firstApplication(),
    kind: 'SCOPE_EXT',
    certificate: { number: held.number },
    materials: ['M01', 'M05', 'M06', 'M10', 'M12', 'M13', 'M20'].map((material) => ({ material })),
  } as const;
  const again = { ...extension, scopeItems: [row('总硬度')] };
  expect(await new ACase(world).refused('applicant', 'SubmitApplication', again)).toMatchObject({ code: 'scope-item-held' });
  await granted(new ACase(world), { ...extension, scopeItems: [row('氨氮', 'HJ 535-2009')] });
  expect((await world.anybody.get(`/api/public/certificates/${held.number}`)).body).toMatchObject({
    address: '兰州市示例路1号',
    annex: { rows: [{ row: 1 }, { row: 2, name: '氨氮' }], lastRow: 2 },
  });
});

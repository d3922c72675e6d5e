import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

const row = (name: string, standard = 'GB/T 5750.4-2023') => ({ category: '生活饮用水', name, standard });

interface Paper {
  readonly zh: string;
  readonly paragraphs: readonly string[];
}

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
  const everything = { ...change, changes: { droppedItems: ['总硬度', '2'] } };
  expect(await new ACase(world).refused('applicant', 'SubmitApplication', everything)).toMatchObject({
    status: 409,
    code: 'nothing-left',
    field: 'changes.droppedItems',
    basis: ['办法31'],
    allowed: ['CANCEL'],
  });
  const drop = new ACase(world);
  await drop.when('2026-03-16T10:00', 'applicant', 'SubmitApplication', { ...change, changes: { droppedItems: ['1'] } });
  await drop.when('2026-03-17T10:00', 'clerk', 'AcceptApplication');
  await drop.when('2026-03-18T10:00', 'decider', 'GrantQualification', {});
  await world.settled();
  expect((await world.anybody.get(`/api/public/certificates/${number}`)).body).toMatchObject({
    annex: { rows: [{ row: 2, ...row('浑浊度') }], lastRow: 2 },
    droppedItems: ['1 生活饮用水 总硬度 GB/T 5750.4-2023'],
  });
  const papers = await (await world.as('applicant')).get<{ items: Paper[] }>(`/api/cases/${drop.id}/documents`);
  const grant = papers.body.items.find(({ zh }) => zh === '准予行政许可决定书');
  expect(grant?.paragraphs).toContain('1. 生活饮用水 总硬度 GB/T 5750.4-2023');
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

it('an investigation is told to staff alone; what is revoked as a whole shows no ability, and stays in the file', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const held = { number: '202812050001', uscc: BODIES.river.uscc, holder: BODIES.river.name };
  const [admin, supervisor, decider] = [await world.as('admin'), await world.as('supervisor'), await world.as('decider')];
  const scopeItems = [row('总硬度'), row('浑浊度')];
  await admin.post('/api/certificates', { ...held, issuedOn: '2021-01-01', validTo: '2026-12-31', scopeItems });
  const certificate = `/api/certificates/${held.number}`;
  const open = { ground: 'other-by-law', source: '监督检查', scope: 'items', items: ['1'], reasons: ['设备不具备'] };
  expect((await supervisor.post(`${certificate}/open-revocation`, open)).status).toBe(200);

  const one = new ACase(world);
  await one.when('2026-03-03T10:00', 'applicant', 'SubmitApplication', {
    ...firstApplication(),
    kind: 'CHG_NAME',
    certificate: { number: held.number },
    changes: { name: '示例检测（甘肃）有限公司（虚构）' },
    materials: ['M01', 'M03', 'M04', 'M13'].map((material) => ({ material })),
  });
  expect(await one.file('clerk')).toMatchObject({
    hints: [{ hint: 'revocation-open', number: held.number, ground: 'other-by-law' }],
  });
  const applicants = JSON.stringify(await one.file('applicant'));
  expect(applicants).not.toContain('revocation');

  // Nothing is said within five days: 3–6 March (4), 9.
  await world.at('2026-03-10T09:00');
  const part = { scope: 'items', items: ['总硬度'], reasons: ['设备不具备'] };
  expect((await decider.post(`${certificate}/revoke-certificate`, part)).status).toBe(200);
  expect(await one.file('clerk')).toMatchObject({ hints: [] });
  const words = ['1 生活饮用水 总硬度 GB/T 5750.4-2023'];
  const published = async () => (await world.anybody.get<object>(`/api/public/certificates/${held.number}`)).body;
  expect(await published()).toMatchObject({ status: 'REVOKED_PARTIAL', revocations: [{ items: words }], annex: { lastRow: 2 } });
  const papers = (await supervisor.get<{ items: Paper[] }>(`${certificate}/documents`)).body.items;
  expect(papers.find(({ zh }) => zh === '撤销告知书')?.paragraphs[1]).toContain(`拟依法撤销（${words.join()}）`);
  expect(papers.find(({ zh }) => zh === '撤销决定书')?.paragraphs[1]).toContain(`撤销范围：${words.join()}。`);

  await supervisor.post(`${certificate}/open-revocation`, { ...open, scope: 'whole', items: undefined });
  await world.at('2026-03-18T09:00');
  const whole = { scope: 'whole', reasons: ['设备不具备'] };
  expect((await decider.post(`${certificate}/revoke-certificate`, whole)).status).toBe(200);
  expect(await published()).toMatchObject({ status: 'REVOKED' });
  expect(await published()).not.toHaveProperty('annex');
  expect((await supervisor.get(certificate)).body).toMatchObject({ annex: { rows: [{ row: 2 }] } });
});

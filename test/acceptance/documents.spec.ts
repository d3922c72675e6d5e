import type { NamedDocument } from '../../apps/api/src/documents/named.js';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

interface Documents {
  readonly items: readonly NamedDocument[];
}

it('a refused application leaves its documents behind, each with number, date and who answers for it', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  const name = '<b>河流</b>检测有限公司（虚构）';
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', {
    ...firstApplication(),
    institution: { ...firstApplication().institution, name },
  });
  await one.when('2026-03-05T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-03-06T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  await one.when('2026-03-20T10:00', 'reviewer', 'ConcludeReview', { conclusion: '不符合' });
  await one.when('2026-03-24T10:00', 'decider', 'RefuseQualification', { reasons: ['关键设备不具备'] });

  const applicant = await world.as('applicant');
  const { items } = (await applicant.get<Documents>(`/api/cases/${one.id}/documents`)).body;
  expect(items.map(({ zh, date, responsible }) => `${date} ${zh}, ${responsible.role}`)).toEqual([
    '2026-03-02 申请材料收件回执, engine',
    '2026-03-05 受理通知书, clerk',
    '2026-03-06 技术评审时间告知书, clerk',
    '2026-03-06 现场评审通知书, clerk',
    '2026-03-24 不予行政许可决定书, decision-maker',
  ]);
  expect(new Set(items.map(({ number }) => number)).size).toBe(5);
  // Whoever answers, and whoever is named, goes by the name of the account.
  expect(items[1]).toMatchObject({ authority: '甘肃省市场监督管理局', responsible: { name: 'clerk' } });
  expect(items[0]).toMatchObject({ responsible: { person: 'engine', name: '系统（依法自动办理）' } });
  expect(items[3]?.paragraphs).toEqual(expect.arrayContaining(['1. reviewer（组长）', '2. colleague']));
  const { events, names } = await one.history();
  expect(names[events[1]?.person ?? '']).toBe('clerk');
  expect(items.at(-1)?.paragraphs).toEqual(
    expect.arrayContaining(['1. 关键设备不具备', '1. 自知道本决定之日起60日内，可以依法申请行政复议']),
  );

  const page = await fetch(`${world.server.url}/api/cases/${one.id}/documents/5`, {
    headers: { authorization: `Bearer ${applicant.token}` },
  });
  expect(page.headers.get('content-type')).toContain('text/html');
  const text = await page.text();
  expect(text).toContain('不予行政许可决定书');
  expect(text).toContain('&lt;b&gt;河流&lt;/b&gt;');
  expect(text).not.toContain('<b>河流');

  for (const order of ['0', '6', 'x', '1e1']) {
    expect(await applicant.get(`/api/cases/${one.id}/documents/${order}`)).toMatchObject({
      status: 404,
      body: { code: 'document-not-found' },
    });
  }
  const rival = await world.as('rival');
  expect(await rival.get(`/api/cases/${one.id}/documents`)).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
});

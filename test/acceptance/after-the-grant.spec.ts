import type { InspectionView, InstitutionView } from '#read-models';
import { ACase } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';
import { visits, grantedOnAWord } from './after-a-grant.js';

let world: World;
afterEach(() => world.close());

const { post, get, published, untrue, inspector } = visits(() => world);

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

import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, firstApplication, renewalOf, TEAM } from './a-case.js';
import { BODIES, type Who } from './people.js';
import { openWorld, type World } from './world.js';

/** Cases in several states, and certificates: what bad input needs to run against. */
export interface Ground {
  readonly world: World;
  readonly cases: Readonly<Record<string, ACase>>;
}

export const NUMBERS = { river: '202812050001', hill: '202802280001', cancelled: '202812050002' } as const;

export async function openGround(): Promise<Ground> {
  const cases: Record<string, ACase> = {};
  const world = await openWorld({ at: '2026-03-02T10:00' });
  const given = async (
    name: string,
    kind: 'INITIAL' | 'BRANCH' | 'RENEWAL',
    who: 'applicant' | 'rival' = 'applicant',
  ): Promise<ACase> => {
    const one = new ACase(world);
    cases[name] = one;
    const content =
      kind === 'RENEWAL' ? renewalOf(NUMBERS.river) : firstApplication(who === 'applicant' ? BODIES.river : BODIES.hill);
    await one.when('2026-03-02T10:00', who, 'SubmitApplication', { ...content, kind });
    return one;
  };

  const admin = await world.as('admin');
  for (const [number, { uscc, name }] of [
    [NUMBERS.river, BODIES.river],
    [NUMBERS.cancelled, BODIES.river],
    [NUMBERS.hill, BODIES.hill],
  ] as const) {
    const taken = {
      number,
      uscc,
      holder: name,
      issuedOn: '2021-01-01',
      validTo: number === NUMBERS.cancelled ? '2025-12-31' : '2026-12-31',
    };
    expect((await admin.post('/api/certificates', taken)).status).toBe(201);
  }
  const received = await given('received', 'INITIAL');
  const reviewed = await given('reviewed', 'BRANCH');
  const decided = await given('decided', 'BRANCH', 'rival');
  const renewed = await given('renewed', 'RENEWAL');
  const correcting = await given('correcting', 'INITIAL', 'rival');
  for (const one of [reviewed, decided, renewed]) await one.when('2026-03-02T10:00', 'clerk', 'AcceptApplication');
  await decided.when('2026-03-02T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  await decided.when('2026-03-02T10:00', 'reviewer', 'ConcludeReview', { conclusion: '不符合' });
  const items = [{ material: 'M10', reason: '缺页' }];
  await correcting.when('2026-03-02T10:00', 'clerk', 'RequestCorrection', { items, respondWithinWorkingDays: 10 });
  expect(received.id).not.toBe('');
  return { world, cases };
}

/** `status code field`; the field only where one is named. */
export type Expected = string;

/** The answer in Chinese and in English, and nothing stored. */
export async function turnedDown(
  world: World,
  [who, method, path]: readonly [Who, 'POST' | 'PUT', string],
  body: unknown,
  expected: Expected,
  allowed?: readonly string[],
): Promise<void> {
  const caller = await world.as(who);
  const before = await world.host.engine.store.head();
  const text = JSON.stringify(await world.named(body));
  const zh = await caller.send<Problem>(method, path, text);
  const en = await caller.send<Problem>(method, path, text, { headers: { 'accept-language': 'en-GB,zh;q=0.8' } });
  for (const { status, body: problem, headers } of [zh, en]) {
    expect([status, problem.code, ...(problem.field === undefined ? [] : [problem.field])].join(' ')).toBe(expected);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({ status, type: `urn:one-window:problem:${problem.code}` });
    if (allowed !== undefined) expect(problem.allowed).toEqual(allowed);
  }
  expect(`${zh.body.title} ${zh.body.detail}`).toMatch(/\p{Script=Han}.* .*\p{Script=Han}/u);
  expect(en.body.title).not.toMatch(/\p{Script=Han}/u);
  expect(await world.host.engine.store.head()).toBe(before);
}

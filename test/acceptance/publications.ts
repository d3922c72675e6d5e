import { readFileSync } from 'node:fs';
import type { LimitRule } from '#law';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, firstApplication } from './a-case.js';
import { BODIES } from './people.js';
import type { World } from './world.js';

const shipped = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../libs/${path}`, import.meta.url), 'utf8')) as T;

interface YearFile {
  readonly version: string;
  readonly off: readonly string[];
}
export interface PackFile {
  readonly version: number;
  readonly limits: readonly LimitRule[];
}

/** Friday, 2026-03-06 becomes a day off. */
export const YEAR = shipped<YearFile>('law/data/calendar/2026.json');
export const LATE = { ...YEAR, version: '2026.2', off: [...YEAR.off, '2026-03-06'] };
export const PACK = shipped<PackFile>('law/data/policy/packs/CMA-2021.2.json');
export const withLimits = (version: number, numbers: Readonly<Record<string, number>>): PackFile => ({
  ...PACK,
  version,
  limits: PACK.limits.map((limit) => ({ ...limit, n: numbers[limit.id] ?? limit.n })),
});

/** What the tests of publications do over and over, in the world that is open when they do. */
export const publishing = (world: () => World) => ({
  async received(who: 'applicant' | 'rival' = 'applicant'): Promise<ACase> {
    const one = new ACase(world());
    await one.gives(who, 'SubmitApplication', firstApplication(BODIES[who === 'applicant' ? 'river' : 'hill']));
    return one;
  },
  /** Turned down, with nothing stored. */
  async refused(path: string, body: object): Promise<Problem> {
    const { store } = world().host.engine;
    const before = await store.head();
    const answer = await (await world().as('admin')).post<Problem>(path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await store.head()).toBe(before);
    return answer.body;
  },
});

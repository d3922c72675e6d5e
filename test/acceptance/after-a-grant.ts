import type { FalseCommitment, Page } from '#read-models';
import { type ACase, firstApplication } from './a-case.js';
import type { Who } from './people.js';
import type { World } from './world.js';

/** What the tests of after a grant ask for and look at, in the world that is open when they do. */
export const visits = (world: () => World) => {
  const post = async <T = { events: string[] }>(who: Who, path: string, body: object = {}) =>
    (await world().as(who)).post<T>(path, body);
  const get = async <T>(who: Who, path: string) => (await (await world().as(who)).get<T>(path)).body;
  return {
    post,
    get,
    published: async (number: string) => (await world().anybody.get(`/api/public/certificates/${number}`)).body,
    untrue: async () => (await world().anybody.get<Page<FalseCommitment>>('/api/public/false-commitments')).body.items,
    inspector: async (who: Who) => ({ id: (await world().as(who)).account.id, name: who }),
  };
};

/** A first application that was granted on its commitment on 2026-03-09; the number of its certificate. */
export async function grantedOnAWord(one: ACase, more: object = {}): Promise<string> {
  const application = { ...firstApplication(), procedure: 'COMMITMENT', ...more } as const;
  await one.when('2026-03-09T09:00', 'applicant', 'SubmitApplication', application);
  await one.when('2026-03-09T09:30', 'applicant', 'SignCommitment', { signatory: '张三（虚构）', title: '法定代表人' });
  await one.when('2026-03-09T10:00', 'decider', 'AcceptSelfDeclaration', {});
  await one.when('2026-03-10T10:00', 'clerk', 'DeliverCertificate');
  const { detail } = await one.file();
  return (detail as { certificateNumber: string }).certificateNumber;
}

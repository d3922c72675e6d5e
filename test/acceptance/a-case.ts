import type { CommandName, GivenCommands } from '#case';
import type { CaseFileView, History, MyCase, Page } from '#read-models';
import type { CommandAnswer } from '../../apps/api/src/commands.js';
import type { Named } from '../../apps/api/src/http/names.js';
import type { Problem } from '../../apps/api/src/http/problem.js';
import type { Answer, Sending } from './http-client.js';
import { BODIES, type Body, type Who } from './people.js';
import type { World } from './world.js';

type Submission = Omit<GivenCommands['SubmitApplication'], 'caseId' | 'policy'>;

const MATERIALS = {
  INITIAL: ['M01', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10', 'M11', 'M13', 'M20'],
  RENEWAL: ['M01', 'M04', 'M05', 'M06', 'M07', 'M08', 'M10', 'M11', 'M13', 'M20'],
} as const;

export const firstApplication = (body: Body = BODIES.river): Submission => ({
  kind: 'INITIAL',
  procedure: 'GENERAL',
  institution: { ...body, address: '兰州市城关区示例路1号（虚构）' },
  affectsConditions: false,
  field: '12',
  sector: '05',
  materials: MATERIALS.INITIAL.map((material) => ({ material, fileName: `${material}.pdf` })),
});

export const renewalOf = (number: string, body: Body = BODIES.river): Submission => ({
  ...firstApplication(body),
  kind: 'RENEWAL',
  certificate: { number },
  materials: MATERIALS.RENEWAL.map((material) => ({ material })),
});

/** Of people, who are sent by their accounts; a name that is typed is not kept. */
export const TEAM = [{ id: '@reviewer', name: '某甲', leader: true }, { id: '@colleague' }];

/** Every point of the integrity of papers looked at, and in order. */
export const CHECKED = ['papers-match-facts', 'no-contradictions', 'not-copied'].map((item) => ({ item, passed: true }));

/** What the applicants have open, out of the way of the next test. */
export async function withdrawAll(world: World): Promise<void> {
  for (const who of ['applicant', 'rival'] as const) {
    const caller = await world.as(who);
    const { items } = (await caller.get<Page<MyCase>>('/api/cases', { size: 100 })).body;
    const open = items.filter(({ turn, status }) => turn !== 'nobody' && status !== 'granted');
    await Promise.all(open.map(({ caseId }) => caller.post(addressOf('WithdrawApplication', caseId), {})));
  }
}

/** The last part of a command's address. */
const routeOf = (command: string): string => command.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();

export const addressOf = (command: CommandName, caseId: string): string =>
  command === 'SubmitApplication' ? '/api/cases' : `/api/cases/${caseId}/${routeOf(command)}`;

type Data = Submission | GivenCommands[Exclude<keyof GivenCommands, 'SubmitApplication'>] | undefined;

/** One case told in steps. Each step says when, who and what; what is seen afterwards is asked over HTTP too. */
export class ACase {
  constructor(
    private readonly world: World,
    public id = '',
  ) {}

  /** Given, or when: somebody gives a command and it is done. */
  async when(at: string, who: Who, command: CommandName, data?: Data, sending?: Sending): Promise<CommandAnswer> {
    await this.world.at(at);
    return this.gives(who, command, data, sending);
  }

  /** The same without a word about the time. */
  async gives(who: Who, command: CommandName, data?: Data, sending?: Sending): Promise<CommandAnswer> {
    const { status, body } = await this.send<CommandAnswer>(who, command, data, sending);
    if (status !== 200 && status !== 201) throw new Error(`${command} by ${who}: ${status} ${JSON.stringify(body)}`);
    if (command === 'SubmitApplication') this.id = body.caseId;
    return body;
  }

  /** When somebody gives a command, and it is turned down: the problem, with nothing stored. */
  async refused(who: Who, command: CommandName, data?: Data, sending?: Sending): Promise<Problem> {
    const { store } = this.world.host.engine;
    const before = await store.head();
    const { status, body } = await this.send<Problem>(who, command, data, sending);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.status).toBe(status);
    expect(await store.head()).toBe(before);
    return body;
  }

  /** The screen of the case, as somebody sees it. */
  async file(who: Who = 'applicant'): Promise<CaseFileView> {
    return this.seen(await (await this.world.as(who)).get<CaseFileView>(`/api/cases/${this.id}`));
  }

  async history(who: Who = 'applicant', asOf?: string): Promise<History & Named> {
    return this.seen(await (await this.world.as(who)).get<History & Named>(`/api/cases/${this.id}/history`, { asOf }));
  }

  /** Each clock as a line: `T01 met 2026-03-02 > 2026-03-09, ended 2026-03-05, counted 3`. */
  async clocks(): Promise<string[]> {
    return (await this.history()).clocks.map(({ limit, state, started, due, ended, counted, stopped, extended }) =>
      [
        `${limit} ${state} ${started} > ${due ?? 'stopped'}`,
        ...(ended === null ? [] : [`ended ${ended}`]),
        `counted ${counted}`,
        ...(stopped === 0 ? [] : [`stopped ${stopped}`]),
        ...(extended === 0 ? [] : [`extended ${extended}`]),
      ].join(', '),
    );
  }

  /** Each event as a line: `2026-03-02T10:00 ApplicationReceived, applicant`, with the legal time where it is another. */
  async events(): Promise<string[]> {
    return (await this.history()).events.map(({ type, recordedAt, effectiveAt, by }) => {
      const legal = effectiveAt === recordedAt ? '' : `, as of ${effectiveAt.slice(0, 16)}`;
      return `${recordedAt.slice(0, 16)} ${type}, ${by}${legal}`;
    });
  }

  /** The sums of the day ledger. */
  async ledger(): Promise<object> {
    const { ledger } = await this.history();
    if (ledger === null) throw new Error('there is no ledger');
    const { days, ...sums } = ledger;
    expect(days).toHaveLength(sums.authority + sums.applicant + sums.expert + sums.law);
    return sums;
  }

  private async send<T>(who: Who, command: CommandName, data: Data, sending?: Sending): Promise<Answer<T>> {
    const caller = await this.world.as(who);
    return caller.post<T>(addressOf(command, this.id), await this.world.named(data), sending);
  }

  private seen<T>({ status, body }: Answer<T>): T {
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }
}

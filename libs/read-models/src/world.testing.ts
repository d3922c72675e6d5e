import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolesFor, type CommandName, type CertificateChanges } from '#case';
import { advance, loadLaw, openEmbedded, SimulatedClock, type Embedded } from '#engine';
import { uuidv5 } from '#event-store';
import { ENGINE, instant, isRejection, localDate, type Actor, type Instant, type Rejection, type Role } from '#kernel';
import type { ApplicationKind } from '#law';
import type { Deadline, DeadlineChanges } from './index.js';

export const law = loadLaw();
const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';

export const BODIES = [
  { uscc: '91620102MA7ABCD12B', name: '兰州环境检测有限公司（虚构）' },
  { uscc: '12620000438012348J', name: '甘肃质量检验所（虚构）' },
  { uscc: '52620500501234569M', name: '天水检测中心（虚构）' },
] as const;
export type Body = (typeof BODIES)[number];
/** One certificate for each body, all valid to the end of 2026. */
export const certificateOf = (body: Body): string => `20282034000${BODIES.indexOf(body) + 1}`;

export const staff = (role: Role, id: string = role): Actor => ({ id, role });
export const applicantOf = ({ uscc }: Body): Actor => ({ id: `applicant-${uscc.slice(-4)}`, role: 'applicant', uscc });

export const time = (text: string): Instant => instant(text.includes('T') ? `${text}+08:00` : `${text}T10:00:00+08:00`);

export interface World extends Embedded {
  readonly folder: string;
  readonly clock: SimulatedClock;
  readonly alarms: ReadonlyMap<string, Deadline>;
  /** Lets time pass, deadlines firing on the way, then gives the command; throws where it is turned down, unless it may be. */
  give(at: string | Instant, caseId: string, type: CommandName, data?: object, by?: Actor, mayFail?: boolean): Promise<void>;
  submit(at: string | Instant, caseId: string, body: Body, kind: ApplicationKind, mayFail?: boolean): Promise<void>;
  pass(to: string | Instant): Promise<void>;
  end(): Promise<void>;
}

/** The embedded engine on a folder of its own, a clock set by hand, and the certificates of the three bodies. */
export async function openWorld(start: string): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'one-window-screens-'));
  const clock = new SimulatedClock(time(start));
  const alarms = new Map<string, Deadline>();
  const onDeadlines = ({ set, cleared }: DeadlineChanges): void => {
    for (const { id } of cleared) alarms.delete(id);
    for (const one of set) alarms.set(one.id, one);
  };
  const embedded = openEmbedded({ law, clock, folder, onDeadlines, synchronous: 'NORMAL' });
  const { engine, readModels } = embedded;
  let commands = 0;

  const instantOf = (at: string | Instant): Instant => (typeof at === 'string' ? time(at) : at);
  const pass = (to: string | Instant): Promise<void> => advance(engine, clock, readModels, instantOf(to));
  const execute = async (stream: string, type: string, data: object, actor: Actor, mayFail = false): Promise<void> => {
    commands += 1;
    const request = { commandId: uuidv5(NAMESPACE, String(commands)), stream, command: { type, data }, actor };
    const answer: object | Rejection = await engine.execute(request);
    if (isRejection(answer) && !mayFail) throw new Error(`${type} to ${stream}: ${answer.code}`);
    await engine.caughtUp(5000);
  };
  const give: World['give'] = async (at, caseId, type, data = {}, by = staff(rolesFor(type)[0] ?? 'engine'), mayFail = false) => {
    await pass(at);
    await execute(`case-${caseId}`, type, data, by, mayFail);
  };

  for (const body of BODIES) {
    const number = certificateOf(body);
    const dates = { issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') };
    await execute(`certificate-${number}`, 'RegisterCertificate', { number, holder: body, field: '20', ...dates }, ENGINE);
  }
  return {
    ...embedded,
    folder,
    clock,
    alarms,
    give,
    submit: (at, caseId, body, kind, mayFail) =>
      give(at, caseId, 'SubmitApplication', application(caseId, body, kind), applicantOf(body), mayFail),
    pass,
    async end() {
      await engine.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const CHANGES: Readonly<Partial<Record<ApplicationKind, CertificateChanges>>> = {
  CHG_NAME: { name: '新名称检测有限公司（虚构）' },
  CHG_ADDR_NAME: { addressName: '兰州市城关区新示例路1号' },
  CHG_SIGNATORY: { signatories: [{ name: '李四', action: 'add' }] },
};

const application = (caseId: string, body: Body, kind: ApplicationKind): object => {
  const policy = law.policies.get('CMA-2021', localDate('2026-03-02'));
  return {
    caseId,
    kind,
    procedure: 'GENERAL',
    institution: { ...body, address: '示例路1号' },
    affectsConditions: false,
    field: '20',
    sector: '34',
    ...(CHANGES[kind] === undefined ? {} : { changes: CHANGES[kind] }),
    materials: policy
      .materialsFor(kind)
      .filter(({ requirement }) => requirement === 'M')
      .map(({ id }) => ({ material: id })),
    ...(policy.kind(kind).needsCertificate ? { certificate: { number: certificateOf(body) } } : {}),
  };
};

export const TEAM = [{ id: 'reviewer', leader: true }, { id: 'expert-2' }];
/** Every point of the integrity of papers looked at, and in order. */
export const CHECKED = ['papers-match-facts', 'no-contradictions', 'not-copied'].map((item) => ({ item, passed: true }));

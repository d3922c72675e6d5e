import { readFileSync } from 'node:fs';
import { uuidv5 } from '#event-store';
import { ENGINE, instant, isRejection, type Actor, type Rejection } from '#kernel';
import type { LimitRule } from '#law';
import { createSimulation, dryRunCalendar, dryRunPolicy, loadLaw, settled, type Engine, type Simulation } from '../index.js';

const NAMESPACE = 'b3ad3f0e-64f2-5a55-9b8a-0b8b0c1f7f21';
const law = loadLaw();
const time = (text: string) => instant(`${text}+08:00`);
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };
const supervisor: Actor = { id: 'supervisor', role: 'supervisor' };
const NUMBER = '202820340001';

const shipped = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as T;
const YEAR = shipped<{ off: readonly string[] }>('law/data/calendar/2026.json');
const LATE = { ...YEAR, version: '2026.2', off: [...YEAR.off, '2026-03-06'] };
const PACK = shipped<{ limits: readonly LimitRule[] }>('law/data/policy/packs/CMA-2021.2.json');
const withT01 = (n: number) => ({
  ...PACK,
  version: 3,
  limits: PACK.limits.map((limit) => (limit.id === 'T01' ? { ...limit, n } : limit)),
});

let simulation: Simulation;
let commands = 0;
async function give(stream: string, type: string, data: object, actor: Actor): Promise<void> {
  commands += 1;
  const commandId = uuidv5(NAMESPACE, String(commands));
  const answer = await simulation.engine.execute({ commandId, stream, command: { type, data }, actor });
  if (isRejection(answer)) throw new Error(`${type} to ${stream}: ${answer.code} ${answer.en}`);
}

async function answered<T extends object>(ask: Promise<T | Rejection>): Promise<T> {
  const answer = await ask;
  if (isRejection(answer)) throw new Error(answer.code);
  return answer;
}
const changesIn = (
  list: readonly { readonly changes: readonly { limit: string; before: string | null; after: string | null }[] }[],
) => list.flatMap(({ changes }) => changes.map(({ limit, before, after }) => [limit, before, after]));

const inspected = { caseId: 'c9', kind: 'INITIAL', institution: BODY, commitmentSha256: 'e3b0', mandatoryStandards: false };

beforeEach(async () => {
  simulation = createSimulation(law, time('2026-03-02T10:00:00'));
  const materials = law.policies.findInForce('2026-03-02' as never)?.materialsFor('INITIAL') ?? [];
  const submission = { caseId: 'c1', kind: 'INITIAL', procedure: 'GENERAL', institution: BODY, affectsConditions: false };
  await give(
    'case-c1',
    'SubmitApplication',
    {
      ...{ ...submission, field: '20', sector: '34' },
      materials: materials.filter(({ requirement }) => requirement === 'M').map(({ id }) => ({ material: id })),
    },
    applicant,
  );
  await give('inspection-c9', 'CommissionVerification', { ...inspected, decidedAt: time('2026-03-02T10:00:00') }, ENGINE);
  const term = { field: '20', issuedOn: '2020-12-31', validTo: '2026-12-31' };
  await give(`certificate-${NUMBER}`, 'RegisterCertificate', { number: NUMBER, holder: BODY, ...term }, ENGINE);
  await give('certificate-202820340002', 'RegisterCertificate', { number: '202820340002', holder: BODY, ...term }, ENGINE);
  await give(`certificate-${NUMBER}`, 'OpenRevocation', { ground: 'fraud', source: '甲' }, supervisor);
  await settled(simulation.engine);
});
afterEach(() => simulation.engine.close());

const engine = (): Engine => simulation.engine;

describe('a year', () => {
  test('is held against cases, verifications and investigations alike, and then reaches just those', async () => {
    await simulation.advanceTo(time('2026-03-04T12:00:00'));
    const dry = await answered(dryRunCalendar(engine(), LATE));
    expect(dry).toMatchObject({ openCases: 1, affectedCases: 1, openVerifications: 1, affectedVerifications: 1 });
    expect(dry).toMatchObject({ openInvestigations: 1, affectedInvestigations: 1 });
    expect(changesIn(dry.cases)).toEqual([['T01', '2026-03-09', '2026-03-10']]);
    expect(dry.verifications).toMatchObject([{ caseId: 'c9', institution: BODY.name, status: 'verification-due' }]);
    expect(changesIn(dry.verifications)).toEqual([['T52', '2026-03-16', '2026-03-17']]);
    expect(dry.investigations).toMatchObject([{ number: NUMBER, holder: BODY.name, to: dry.calendar }]);
    expect(changesIn(dry.investigations)).toEqual([
      ['T70', '2026-05-28', '2026-05-29'],
      ['T71', '2026-03-09', '2026-03-10'],
    ]);

    await give('calendar-published', 'PublishCalendar', { year: LATE, reason: '补充通知' }, { id: 'admin', role: 'admin' });
    await settled(engine());
    for (const [stream, differences] of [
      ['case-c1', dry.cases],
      ['inspection-c9', dry.verifications],
      [`certificate-${NUMBER}`, dry.investigations],
    ] as const) {
      const applied = (await engine().store.readStream(stream)).filter(({ type }) => type === 'CalendarApplied');
      expect([stream, applied.map(({ data }) => (data as { changes: object }).changes)]).toEqual([
        stream,
        [differences[0]?.changes],
      ]);
    }
  });

  test('counts an investigation that stands still, and is told to it at once', async () => {
    await give(`certificate-${NUMBER}`, 'RecordStatement', { statement: '请求听证' }, applicant);
    await give(`certificate-${NUMBER}`, 'SuspendRevocation', { reason: '听证' }, supervisor);
    const dry = await answered(dryRunCalendar(engine(), LATE));
    expect([dry.openInvestigations, dry.affectedInvestigations]).toEqual([1, 0]);
    await give('calendar-published', 'PublishCalendar', { year: LATE, reason: '补充通知' }, { id: 'admin', role: 'admin' });
    await settled(engine());
    expect((await engine().store.readStream(`certificate-${NUMBER}`)).at(-1)).toMatchObject({
      type: 'CalendarApplied',
      data: { to: dry.calendar, changes: [] },
    });
  });
});

describe('a pack', () => {
  test('fits where the head could re-pin the case', async () => {
    const dry = await answered(dryRunPolicy(engine(), withT01(3)));
    expect(dry.cases).toMatchObject([{ caseId: 'c1', fits: true, changes: [{ limit: 'T01', after: '2026-03-05' }] }]);
    expect(dry.cases[0]).not.toHaveProperty('refused');
  });

  test('does not fit where a limit would be over by it, as the head would be told', async () => {
    await simulation.advanceTo(time('2026-03-06T10:00:00'));
    const dry = await answered(dryRunPolicy(engine(), withT01(3)));
    expect(dry.cases).toMatchObject([
      { caseId: 'c1', fits: false, refused: { code: 'limit-would-be-over' }, changes: [{ limit: 'T01', after: '2026-03-05' }] },
    ]);
    await give('policy-published', 'PublishPolicy', { pack: withT01(3), reason: '缩短' }, { id: 'admin', role: 'admin' });
    const to = dry.cases[0]?.to ?? '';
    await expect(give('case-c1', 'RepinPolicy', { policy: to, reason: '示例' }, { id: 'head', role: 'head' })).rejects.toThrow(
      'limit-would-be-over',
    );
  });
});

import type { OpenCase } from '#case';
import { uuidv5, type RecordedEvent } from '#event-store';
import { ENGINE, instant, isRejection, localDate, type Actor } from '#kernel';
import { createSimulation, loadLaw, type DataSource, type Engine, type Log, type SourceAnswer } from '../index.js';

const NAMESPACE = '7d1c9f52-0d3f-5d0c-8f57-3c1d2c2f4c19';
export const OLD_NAME = '旧名称检测有限公司（虚构）';
export const NAME = '新名称检测有限公司（虚构）';
export const USCC = '91620102MA7ABCD12B';
export const NUMBER = '202820340001';
export const OTHER_NUMBER = '202820340002';
export const law = loadLaw();
export const start = instant('2026-03-02T10:00:00+08:00');
export const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: USCC };
export const clerk: Actor = { id: 'clerk', role: 'clerk' };

export const open = new Set<Engine>();
const said: string[] = [];
export const log: Log = { info: () => undefined, warn: () => undefined, error: (line) => void said.push(line) };

/** After each test: nothing is left open, and nothing was complained of. */
export async function closeAll(): Promise<void> {
  for (const engine of open) await engine.close();
  open.clear();
  expect(said.splice(0)).toEqual([]);
}

export function simulate(more: Parameters<typeof createSimulation>[2] = {}): Engine {
  const { engine } = createSimulation(law, start, { log, ...more });
  open.add(engine);
  return engine;
}

let commands = 0;
export async function give(engine: Engine, stream: string, type: string, data: object, actor: Actor = ENGINE): Promise<void> {
  commands += 1;
  const request = { commandId: uuidv5(NAMESPACE, String(commands)), stream, command: { type, data }, actor };
  const answer: object = await engine.execute(request);
  if (isRejection(answer)) throw new Error(`${type} to ${stream}: ${answer.code}`);
}
export const share = (engine: Engine, material: string, more: object = {}): Promise<void> =>
  give(engine, `shared-${USCC}`, 'RecordSharedMaterial', { uscc: USCC, material, reference: `${material} 号`, ...more });
export const certify = (engine: Engine, number = NUMBER, validTo = '2028-05-31'): Promise<void> =>
  give(engine, `certificate-${number}`, 'RegisterCertificate', {
    ...{ number, holder: { uscc: USCC, name: OLD_NAME }, field: '20' },
    ...{ issuedOn: localDate('2022-05-31'), validTo: localDate(validTo) },
  });

export function submit(engine: Engine, caseId: string, kind = 'CHG_NAME', more: object = {}): Promise<void> {
  const policy = law.policies.get('CMA-2021', localDate('2026-03-02'));
  const list = policy.materialsFor(kind as 'CHG_NAME').filter(({ requirement }) => requirement === 'M');
  const data = {
    ...{
      caseId,
      kind,
      procedure: 'GENERAL',
      institution: { uscc: USCC, name: NAME, address: '示例路1号' },
      affectsConditions: false,
    },
    ...{ field: '20', sector: '34', materials: list.map(({ id }) => ({ material: id })) },
    ...(policy.kind(kind as 'CHG_NAME').needsCertificate ? { certificate: { number: NUMBER } } : {}),
    ...(kind === 'CHG_NAME' ? { changes: { name: NAME } } : {}),
    ...more,
  };
  return give(engine, `case-${caseId}`, 'SubmitApplication', data, applicant);
}

export const stored = (engine: Engine, caseId = 'c1'): Promise<readonly RecordedEvent[]> =>
  engine.store.readStream(`case-${caseId}`);
export async function types(engine: Engine, caseId = 'c1'): Promise<string[]> {
  expect(await engine.caughtUp(10_000)).toBe(true);
  return (await stored(engine, caseId)).map(({ type }) => type);
}
export const fileOf = async (engine: Engine, caseId = 'c1') => ((await engine.load(`case-${caseId}`)).state as OpenCase).file;

export const source = (name: string, fetch: DataSource['fetch'], materials: DataSource['materials'] = '*'): DataSource => ({
  name,
  materials,
  fetch,
});
export const answering =
  (answer: unknown): DataSource['fetch'] =>
  () =>
    Promise.resolve(answer as SourceAnswer);

export const ON_THE_SPOT = [
  'ApplicationReceived',
  'ReductionsApplied',
  'ApplicationAccepted',
  'QualificationGranted',
  'CertificateReady',
];

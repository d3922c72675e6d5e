import { readdirSync, readFileSync } from 'node:fs';
import { createSimulation, loadLaw, settled, type DataSource, type Log } from '#engine';
import { eventId, uuidv5, type EventStore, type NewEvent, type RecordedEvent } from '#event-store';
import { instant } from '#kernel';
import { runScenario } from '../../apps/cli/src/scenario/run-scenario.js';
import { parseScenario } from '../../apps/cli/src/scenario/scenario-file.js';

const law = loadLaw();
const BODY = '91620102MA7ABCD12B';
const JUNK = 'shared-junk';
const SPARE = 'spare';

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const json = (path: string) => JSON.parse(text(path)) as Record<string, unknown>;
const story = (name: string) => json(`../scenarios/${name}.json`);

/** What is put into the log before a story begins. */
type Before = (store: EventStore) => Promise<void>;
type Run = (through: (store: EventStore) => EventStore, log: Log) => Promise<void>;

const told =
  (scenario: Record<string, unknown>): Run =>
  async (through, log) => {
    await runScenario(parseScenario(scenario, 'story'), law, 'story', { through, log, sources: [registrar] });
  };

/** Holds the licence of every body: there is always something to reduce. */
const registrar: DataSource = {
  name: 'registrar',
  materials: ['M02'],
  ask: () => Promise.resolve({ outcome: 'held', reference: '营业执照（示例）', fetchedAt: instant('2026-03-02T09:00:00+08:00') }),
} as unknown as DataSource;

const refusedForFalsehood = (() => {
  const { steps, ...rest } = story('refusal');
  const last = (steps as Record<string, unknown>[]).map((step) =>
    step['do'] === 'RefuseQualification' ? { ...step, with: { reasons: ['虚假材料'], falsehood: true } } : step,
  );
  return { ...rest, steps: last };
})();

const falsehoodSetAside = (() => {
  const { steps, ...rest } = refusedForFalsehood;
  return { ...rest, steps: [...steps, { at: '2026-03-30T10:00:00+08:00', do: 'RecordRefusalSetAside' }] };
})();

const published: Run = async (through, log) => {
  const { engine } = createSimulation(law, instant('2026-03-02T10:00:00+08:00'), {
    log,
    through: (store) => through(store),
  });
  const year = json('../../libs/law/data/calendar/2026.json');
  const late = { ...year, version: '2026.2', off: [...(year['off'] as string[]), '2026-03-06'] };
  const materials = law.policies.findInForce('2026-03-02' as never)?.materialsFor('INITIAL') ?? [];
  const application = {
    ...{ caseId: 'c1', kind: 'INITIAL', procedure: 'GENERAL', affectsConditions: false, field: '20', sector: '34' },
    institution: { uscc: BODY, name: '示例检测有限公司（虚构）', address: '示例路1号' },
    materials: materials.filter(({ requirement }) => requirement === 'M').map(({ id }) => ({ material: id })),
  };
  const give = (n: number, stream: string, type: string, data: object, actor: object) =>
    engine.execute({ commandId: uuidv5(NAMESPACE, String(n)), stream, command: { type, data }, actor: actor as never });
  await give(1, 'case-c1', 'SubmitApplication', application, { id: 'applicant', role: 'applicant', uscc: BODY });
  await give(2, 'calendar-published', 'PublishCalendar', { year: late, reason: '补充通知' }, { id: 'admin', role: 'admin' });
  await settled(engine);
  await engine.close();
};
const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';

const withdrawnBefore: Before = (store) =>
  put(store, `institution-${BODY}`, uuidv5(NAMESPACE, 'withdrawn'), 'CommitmentWithdrawalRecorded', {
    ...{ uscc: BODY, caseId: 'earlier', reason: '条件尚不具备' },
  });

/** Every errand, and a story in which it is run. */
const ERRANDS: Readonly<Record<string, readonly [Run, Before?]>> = {
  'issue-certificate': [told(story('first-application'))],
  'record-certificate': [told(story('first-application'))],
  'renew-certificate': [told(story('renewal-by-document-review'))],
  'amend-certificate': [told(story('change-of-name'))],
  'register-facts': [told(story('change-of-name'))],
  'record-signatories': [told(story('kinds/chg-signatory-2021'))],
  'cancel-certificate': [told(story('kinds/cancel-2021'))],
  'record-commitment': [told(story('commitment-withdrawn'))],
  'record-commitment-withdrawal': [told(story('commitment-withdrawn'))],
  'reopen-commitment': [told(story('first-application')), withdrawnBefore],
  'commission-verification': [told(story('verification-false'))],
  'record-verdict': [told(story('verification-false'))],
  'open-revocation': [told(story('verification-false'))],
  'record-false-commitment': [told(story('verification-false'))],
  'cancel-expired': [told(story('certificate-expires'))],
  'expire-unrenewed': [told(story('late-renewal-refused'))],
  'impose-ban': [told(refusedForFalsehood)],
  'lift-ban': [told(falsehoodSetAside)],
  'apply-reductions': [told(story('first-application'))],
  'apply-calendar case-c1': [published],
};

test('the table has every errand of every process', () => {
  const folder = new URL('../../libs/processes/src/', import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  const names = sources.flatMap((name) => {
    const source = readFileSync(new URL(name, folder), 'utf8').replace(/: Process = \{\s+name: '[a-z-]+'/g, '');
    return [...source.matchAll(/name: '([a-z-]+)'/g)].map(([, errand]) => errand);
  });
  expect(new Set(names)).toEqual(new Set(Object.keys(ERRANDS).map((name) => name.split(' ')[0])));
});

async function put(store: EventStore, stream: string, id: string, type: string, data: object): Promise<void> {
  const event: NewEvent = {
    ...{ id, type, version: 1, data, causationId: id, correlationId: id },
    recordedAt: instant('2026-01-05T10:00:00+08:00'),
    actor: { id: 'applicant', role: 'applicant' },
  };
  await store.append({ stream, expectedRevision: 'none', events: [event] }).catch(() => undefined);
}

/** Before anything is stored, all ids that errands after it would have are spent by somebody, as one could while keys were taken as they came. */
const spending = (store: EventStore): EventStore => ({
  ...store,
  async append(append) {
    for (const { id } of append.events)
      for (const name of Object.keys(ERRANDS)) {
        const spent = eventId(uuidv5(id, name), 0);
        await put(
          store,
          `${JUNK}-${spent}`,
          spent,
          'SharedMaterialRecorded',
          json('../../libs/engine/fixtures/SharedMaterialRecorded.v1.json'),
        );
      }
    return store.append(append);
  },
});

interface Told {
  readonly events: readonly RecordedEvent[];
  readonly alarms: readonly string[];
}

/** What is in the log in the end, but for what was put there to spend ids. */
async function outcome([run, before]: readonly [Run, Before?], between: (store: EventStore) => EventStore): Promise<Told> {
  const lines: string[] = [];
  let opened: EventStore | undefined;
  let events: readonly RecordedEvent[] = [];
  const through = (store: EventStore): EventStore => {
    opened = store;
    if (before !== undefined) void before(store);
    return { ...between(store), close: async () => ((events = await store.readAll(undefined, 100_000)), store.close()) };
  };
  await run(through, { info: () => undefined, warn: () => undefined, error: (line) => void lines.push(line) });
  expect(opened).toBeDefined();
  return {
    events: events.filter(({ stream }) => !stream.startsWith(JUNK)),
    alarms: lines.filter((line) => line.startsWith('ALARM')),
  };
}

const asStory = ({ events }: Told) => {
  const streams = [...new Set(events.map(({ stream }) => stream))].sort();
  return streams.map((stream) => [
    stream,
    events.filter((event) => event.stream === stream).map(({ type, data }) => [type, data]),
  ]);
};
const ranUnder = ({ events }: Told, idAfter: (id: string) => string): boolean =>
  events.some(({ causationId }) => events.some(({ id }) => causationId === idAfter(id)));

describe('whoever spends the id of an errand first keeps nothing from being done', () => {
  test.each(Object.entries(ERRANDS))('%s', async (name, told) => {
    const control = await outcome(told, (store) => store);
    expect(ranUnder(control, (id) => uuidv5(id, name))).toBe(true);
    expect(control.alarms).toEqual([]);

    const attacked = await outcome(told, spending);
    expect(ranUnder(attacked, (id) => uuidv5(id, name))).toBe(false);
    expect(ranUnder(attacked, (id) => uuidv5(uuidv5(id, name), SPARE))).toBe(true);
    expect(attacked.alarms.some((line) => line.includes(name === 'apply-reductions' ? 'reductions' : name))).toBe(true);
    expect(asStory(attacked)).toEqual(asStory(control));
  });
});

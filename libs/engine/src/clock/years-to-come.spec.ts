import { instant, isRejection, type Actor, type Instant } from '#kernel';
import type { OpenCase } from '#case';
import { uuidv5 } from '#event-store';
import { createSimulation, loadLaw, settled, type Engine, type Simulation } from '../index.js';

const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';
const law = loadLaw();
const time = (text: string): Instant => instant(`${text}+08:00`);
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };
const admin: Actor = { id: 'admin', role: 'admin' };

let commands = 0;
async function give(engine: Engine, stream: string, type: string, data: object, actor: Actor) {
  commands += 1;
  const answer = await engine.execute({
    commandId: uuidv5(NAMESPACE, `years ${commands}`),
    ...{ stream, command: { type, data }, actor },
  });
  if (isRejection(answer)) throw new Error(`${type} to ${stream}: ${answer.code} ${answer.en}`);
  await settled(engine);
}

async function received(at: string): Promise<Simulation> {
  const simulation = createSimulation(law, time(at));
  const materials = law.policies.findInForce(at.slice(0, 10) as never)?.materialsFor('INITIAL') ?? [];
  await give(
    simulation.engine,
    'case-c1',
    'SubmitApplication',
    {
      ...{ caseId: 'c1', kind: 'INITIAL', procedure: 'GENERAL', institution: BODY, affectsConditions: false },
      ...{ field: '20', sector: '34' },
      materials: materials.filter(({ requirement }) => requirement === 'M').map(({ id }) => ({ material: id })),
    },
    applicant,
  );
  return simulation;
}
const eventsOf = async ({ engine }: Simulation) => engine.store.readStream('case-c1');
const fileOf = async ({ engine }: Simulation) => ((await engine.load('case-c1')).state as OpenCase).file;

const NOTICE_2028 = {
  ...{ year: 2028, version: '2028.1', status: 'official', verified: 'checked' },
  notice: { title: '国务院办公厅关于2028年部分节假日安排的通知（示例）', source: '示例' },
  // Nothing but a Wednesday that the rule does not know.
  ...{ off: ['2028-03-08'], work: [] },
};

test('the notice for a year that was counted by rule moves the clocks that run, and only by an event', async () => {
  const simulation = await received('2028-03-06T10:00:00');
  const before = (await fileOf(simulation)).calendar;
  await simulation.advanceTo(time('2028-03-07T12:00:00'));
  await give(simulation.engine, 'calendar-published', 'PublishCalendar', { year: NOTICE_2028, reason: '放假通知' }, admin);
  expect((await eventsOf(simulation)).at(-1)).toMatchObject({
    type: 'CalendarApplied',
    data: {
      from: before,
      to: `${before},2028.1`,
      changes: [{ limit: 'T01', run: 1, before: '2028-03-13', after: '2028-03-14' }],
    },
  });
  await simulation.advanceTo(time('2028-03-15T00:00:00'));
  expect((await eventsOf(simulation)).map(({ type, recordedAt }) => [type, recordedAt])).toEqual([
    ['ApplicationReceived', time('2028-03-06T10:00:00')],
    ['CalendarApplied', time('2028-03-07T12:00:00')],
    ['ApplicationDeemedAccepted', time('2028-03-15T00:00:00')],
  ]);
  await simulation.engine.close();
});

test('what had run out by the rule stays run out, and a closed day keeps the calendar it was counted by', async () => {
  const simulation = await received('2028-03-01T10:00:00');
  await simulation.advanceTo(time('2028-03-09T10:00:00'));
  const label = (await fileOf(simulation)).calendar;
  await give(simulation.engine, 'calendar-published', 'PublishCalendar', { year: NOTICE_2028, reason: '放假通知' }, admin);
  expect((await eventsOf(simulation)).map(({ type }) => type)).toEqual([
    'ApplicationReceived',
    'ApplicationDeemedAccepted',
    'CalendarApplied',
  ]);
  const { clocks, calendar } = await fileOf(simulation);
  expect(calendar).toBe(`${label},2028.1`);
  expect(clocks.find(({ limit }) => limit === 'T01')?.law ?? { calendar: label }).toMatchObject({ calendar: label });
  await simulation.engine.close();
});

test.each(['2027-10-11', '2029-12-28', '2035-09-30', '2064-02-15', '2100-12-31'])(
  'a case received on %s runs for a year without a fault: every limit takes its effect by itself',
  async (day) => {
    const simulation = await received(`${day}T10:00:00`);
    await simulation.advanceTo((time(`${day}T10:00:00`) + 400 * 86_400_000) as Instant);
    expect((await eventsOf(simulation)).map(({ type }) => type)).toContain('ApplicationDeemedAccepted');
    await simulation.engine.close();
  },
);

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseState } from '#case';
import { uuidv5 } from '#event-store';
import { instant, isRejection, localDate, type Actor, type Instant } from '#kernel';
import { CLOCK_STREAM, loadLaw, openEmbedded, type Clock } from '../index.js';
import { machineClock } from './machine-clock.js';

const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';
const MONTH = 30 * 86_400_000;
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };
const clerk: Actor = { id: 'clerk', role: 'clerk' };
const admin: Actor = { id: 'admin', role: 'admin' };
const law = loadLaw();

/** The clocks of a machine, set by hand; going on from where they were between two starts of the program. */
const at = { wall: 0, boot: 0 };
const pass = (ms: number): void => {
  at.wall += ms;
  at.boot += ms;
};
const guarded = (): Clock => machineClock({ wall: () => at.wall, boot: () => at.boot, tick: () => at.boot });
/** What the program did before it looked at a second clock. */
function credulous(): Clock {
  let last = 0;
  return {
    now: () => (last = Math.max(last, at.wall)) as Instant,
  };
}

let folder: string;
let commands = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-window-clock-'));
  Object.assign(at, { wall: instant('2026-03-02T10:00:00+08:00'), boot: 5_000_000 });
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(clock: Clock) {
  const { engine, readModels } = openEmbedded({ law, clock, folder });
  const give = async (type: string, data: object, actor: Actor, stream = 'case-C1', again = false) => {
    if (!again) commands += 1;
    const commandId = uuidv5(NAMESPACE, String(commands));
    const answer = await engine.execute({ commandId, stream, command: { type, data }, actor });
    return isRejection(answer) ? answer.code : answer.events.map((event) => event.type).join();
  };
  return {
    engine,
    give,
    confirm: (again = false) => give('ConfirmClock', { reason: '已校时' }, admin, CLOCK_STREAM, again),
    submit: () =>
      give(
        'SubmitApplication',
        {
          ...{ caseId: 'C1', kind: 'INITIAL', procedure: 'GENERAL', institution: BODY, affectsConditions: false, field: '20' },
          sector: '34',
          materials: law.policies
            .get('CMA-2021', localDate('2026-03-02'))
            .materialsFor('INITIAL')
            .filter(({ requirement }) => requirement === 'M')
            .map(({ id }) => ({ material: id })),
        },
        applicant,
      ),
    async sweep(): Promise<void> {
      for (const deadline of await readModels.due(clock.now(), 100)) await engine.expire(deadline);
      // What an alarm of Redis does, whatever the table says.
      await engine.expire({ id: 'case-C1/T01/1', version: 1 });
    },
    status: async () => ((await engine.load('case-C1')).state as CaseState).status,
    recorded: async () => (await engine.store.readStream('case-C1')).map(({ recordedAt }) => recordedAt),
  };
}

test('a month ahead for a moment: no silence takes effect, by alarm, sweep or command; then all goes on', async () => {
  const { engine, give, submit, sweep, status, recorded } = open(guarded());
  await submit();
  at.wall += MONTH;
  pass(3000);
  await sweep();
  expect(await give('AcceptApplication', {}, clerk)).toBe('clock-suspicious');
  expect(await status()).toBe('received');
  at.wall -= MONTH;
  pass(22_000);
  expect(await give('AcceptApplication', {}, clerk)).toBe('ApplicationAccepted');
  const [received = 0, accepted] = await recorded();
  expect(accepted).toBe(received + 25_000);
  await engine.close();
});

test('without a second clock the same moment accepts the application for good (the control)', async () => {
  const { engine, submit, sweep, status } = open(credulous());
  await submit();
  at.wall += MONTH;
  pass(3000);
  await sweep();
  expect(await status()).not.toBe('received');
  await engine.close();
});

test('a machine that slept a month: what ran out meanwhile takes effect', async () => {
  const { engine, submit, sweep, status } = open(guarded());
  await submit();
  pass(MONTH);
  await sweep();
  expect(await status()).not.toBe('received');
  await engine.close();
});

test('a clock set back across a restart dates nothing before the receipt', async () => {
  const first = open(guarded());
  await first.submit();
  await first.engine.close();
  at.wall -= 3_600_000;
  const { engine, give, confirm, recorded } = open(guarded());
  expect(await give('AcceptApplication', {}, clerk)).toBe('clock-suspicious');
  expect(await confirm()).toBe('ClockConfirmed');
  expect(await give('AcceptApplication', {}, clerk)).toBe('ApplicationAccepted');
  const [received, accepted] = await recorded();
  expect(accepted).toBe(received);
  await engine.close();

  pass(60_000);
  const next = open(guarded());
  expect(next.engine.clock.doubt?.()).toBeUndefined();
  await next.engine.close();
  at.wall -= 3_600_000;
  const back = open(guarded());
  expect(back.engine.clock.doubt?.()).toMatchObject({ byMs: -3_540_000 });
  await back.engine.close();
});

test('a clock put right by a month is confirmed once, on record, and what fell due meanwhile takes effect with its own date', async () => {
  const { engine, give, submit, confirm, sweep, status } = open(guarded());
  await submit();
  expect(await confirm()).toBe('clock-not-in-doubt');
  at.wall += MONTH;
  pass(3000);
  const before = engine.clock.now();
  expect(await give('ConfirmClock', { reason: '已校时', shows: 0 }, clerk, CLOCK_STREAM)).toBe('wrong-role');
  expect(await give('AcceptApplication', {}, clerk)).toBe('clock-suspicious');
  expect(await confirm()).toBe('ClockConfirmed');
  expect(engine.clock.now()).toBe(at.wall);
  expect(await confirm(true)).toBe('ClockConfirmed');
  expect(await confirm()).toBe('clock-not-in-doubt');
  expect(await engine.store.readStream(CLOCK_STREAM)).toMatchObject([
    { actor: admin, recordedAt: before, data: { before, after: at.wall, byMs: MONTH, reason: '已校时' } },
  ]);
  await sweep();
  expect(await status()).not.toBe('received');
  const [, deemed] = await engine.store.readStream('case-C1');
  expect(deemed).toMatchObject({ type: 'ApplicationDeemedAccepted', recordedAt: at.wall });
  expect(deemed?.effectiveAt).toBeLessThan(before + MONTH);
  await engine.close();
});

test('a confirmation sent again ends no later doubt', async () => {
  const { engine, submit, confirm } = open(guarded());
  await submit();
  at.wall += MONTH;
  pass(3000);
  expect(await confirm()).toBe('ClockConfirmed');
  at.wall += MONTH;
  pass(3000);
  expect(await confirm(true)).toBe('ClockConfirmed');
  expect(engine.clock.doubt?.()).toMatchObject({ byMs: MONTH });
  await engine.close();
});

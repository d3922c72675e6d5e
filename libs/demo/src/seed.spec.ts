import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checked, COMMAND_DTOS, NOTHING, type PeoplesCommand } from '#dto';
import { loadLaw, openEmbedded, SimulatedClock, SwitchableClock, systemClock } from '#engine';
import type { CommandRequest } from '#event-store';
import { openIdentity, type Account } from '#identity';
import { dateOf, instant, type Instant } from '#kernel';
import { createDemoAccounts } from './accounts.js';
import { seedDemo } from './seed.js';

const folder = mkdtempSync(join(tmpdir(), 'ow-demo-'));
const law = loadLaw();
let accounts: readonly Account[];

beforeAll(async () => {
  const identity = openIdentity({ file: join(folder, 'identity.sqlite'), clock: systemClock() });
  accounts = await createDemoAccounts(identity);
  identity.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const morning = (day: string): Instant => instant(`${day}T09:30:00+08:00`);

// Around the longest holidays, on a Saturday, after new year, and in years that no notice is on file for.
it.each(['2026-03-02', '2026-05-09', '2026-10-09', '2026-11-28', '2027-01-04', '2027-03-10', '2028-12-29', '2029-03-05'])(
  'tells its months of history on %s: nothing in it is turned down',
  async (day) => {
    const clock = new SwitchableClock(new SimulatedClock(morning(day)));
    const { engine, readModels } = openEmbedded({ law, clock, folder: join(folder, day) });
    try {
      await seedDemo({ law, engine, readModels }, clock, accounts);
      const { total } = await readModels.myCases({ page: 1, size: 1 }, dateOf(clock.now()));
      expect(total).toBeGreaterThan(15);
    } finally {
      await engine.close();
    }
  },
);

it('says what the window would take, and nothing else', async () => {
  const clock = new SwitchableClock(new SimulatedClock(morning('2026-11-28')));
  const { engine, readModels } = openEmbedded({ law, clock, folder: join(folder, 'said') });
  const given: CommandRequest[] = [];
  const watched = { ...engine, execute: (request: CommandRequest) => (given.push(request), engine.execute(request)) };
  try {
    await seedDemo({ law, engine: watched, readModels }, clock, accounts);
  } finally {
    await engine.close();
  }
  const peoples = given.filter(({ actor }) => actor.role !== 'engine');
  expect(peoples.length).toBeGreaterThan(50);
  for (const { command } of peoples) {
    const dto: (new () => object) | null = COMMAND_DTOS[command.type as PeoplesCommand];
    // The id of a case and the body of a record are told by the address.
    const { caseId: _case, uscc: _body, ...said } = command.data as Readonly<Record<string, unknown>>;
    const answer = dto === NOTHING ? { data: {} } : checked(dto, said);
    expect({ type: command.type, ...answer }).toEqual({ type: command.type, data: said });
  }
});

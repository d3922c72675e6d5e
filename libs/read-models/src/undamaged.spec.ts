import { verifyRecord } from '#engine';
import { law } from './world.testing.js';
import { cleanUp, open, spoilt, sql, start, told, verify, makeGoodFolder } from './damage.testing.js';

beforeAll(makeGoodFolder);
afterAll(cleanUp);

describe('no false alarm', () => {
  const clean = async (folder: string): Promise<void> => {
    expect(await verify(folder)).toBe('');
    expect(await start(folder)).toBe('');
    expect(await verify(folder)).toBe('');
  };

  it('of a folder that was closed in order', async () => {
    const folder = spoilt(() => undefined);
    await clean(folder);
    expect(await verifyRecord(law, folder)).toMatchObject({ remarks: [], streams: 8, events: 14 });
  });

  it('after a rebuild', async () => {
    const folder = spoilt(() => undefined);
    const { engine, store, readModels } = open(folder);
    readModels.rebuild(store);
    await engine.close();
    await clean(folder);
  });

  it('of a folder of the program before, which kept no end of the log and let the clock run back', async () => {
    const folder = spoilt(
      sql(
        'DROP TABLE log_head',
        'PRAGMA user_version = 1',
        'UPDATE events SET recorded_at = recorded_at + 60000 WHERE position = 1',
      ),
    );
    const { engine, store } = open(folder);
    expect(store.database.prepare('SELECT position = adopted FROM log_head').pluck().get()).toBe(1);
    await engine.close();
    const { wrong, remarks } = await verifyRecord(law, folder);
    expect([told(wrong), remarks]).toEqual(['', [expect.stringContaining('the clock had been set back')]]);
  });
});

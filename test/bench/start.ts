import { startApi } from './api-process.js';
import { percentiles } from './percentiles.js';
import { remove, temporaryFolder } from './sandbox.js';

/** Milliseconds from the start of the process to the first answer of /health. */
export interface StartTimes {
  readonly startFirstMs: number;
  readonly startSecondMs: number;
  readonly startFirstDemoMs: number;
  readonly startSecondDemoMs: number;
  /** The median of starts with demonstration data on what a kill -9 left. */
  readonly startAfterKillMs: number;
}

export async function measureStarts(): Promise<StartTimes> {
  const [startFirstMs, startSecondMs] = await twice(false);
  const [startFirstDemoMs, startSecondDemoMs] = await twice(true);
  return { startFirstMs, startSecondMs, startFirstDemoMs, startSecondDemoMs, startAfterKillMs: await afterKills() };
}

const KILLS = 5;

async function afterKills(): Promise<number> {
  const dataDir = temporaryFolder('kill');
  const times: number[] = [];
  let api = await startApi({ dataDir, demo: true });
  for (let kills = 0; kills < KILLS; kills += 1) {
    await api.kill();
    api = await startApi({ dataDir, demo: true });
    times.push(api.startMs);
  }
  await api.stop();
  remove(dataDir);
  return percentiles(times).p50Ms;
}

async function twice(demo: boolean): Promise<[first: number, second: number]> {
  const dataDir = temporaryFolder('start');
  const once = async (): Promise<number> => {
    const api = await startApi({ dataDir, demo });
    await api.stop();
    return api.startMs;
  };
  const times: [number, number] = [await once(), await once()];
  remove(dataDir);
  return times;
}

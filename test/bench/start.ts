import { startApi } from './api-process.js';
import { remove, temporaryFolder } from './sandbox.js';

/** Milliseconds from the start of the process to the first answer of /health. */
export interface StartTimes {
  readonly startFirstMs: number;
  readonly startSecondMs: number;
  readonly startFirstDemoMs: number;
  readonly startSecondDemoMs: number;
}

export async function measureStarts(): Promise<StartTimes> {
  const [startFirstMs, startSecondMs] = await twice(false);
  const [startFirstDemoMs, startSecondDemoMs] = await twice(true);
  return { startFirstMs, startSecondMs, startFirstDemoMs, startSecondDemoMs };
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

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadLaw, openEmbedded, systemClock } from '#engine';

/**
 * Replays the log of a data folder into new screens and switches; says what it did. The server must not be running: the file
 * belongs to one process.
 */
export async function rebuildScreens(folder: string): Promise<string> {
  if (!existsSync(join(folder, 'one-window.sqlite'))) {
    return `${folder}: there is no event log here, nothing to rebuild\n`;
  }
  const { engine, store, readModels } = openEmbedded({ law: loadLaw(), clock: systemClock(), folder, onDamage: 'mend-screens' });
  try {
    const begun = performance.now();
    const { events, streams } = readModels.rebuild(store);
    const seconds = (performance.now() - begun) / 1000;
    return `rebuilt all screens from ${events} events of ${streams} streams in ${seconds.toFixed(2)} s\n`;
  } finally {
    await engine.close();
  }
}

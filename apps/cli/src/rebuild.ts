import { join } from 'node:path';
import { hasRecord, loadLaw, openEmbedded, refuseLostLog, systemClock } from '#engine';

/**
 * Replays the log of a data folder into new screens and switches; says what it did. The server must not be running: the file
 * belongs to one process. Throws DamageError.
 */
export async function rebuildScreens(folder: string): Promise<string> {
  refuseLostLog(folder, join(folder, 'identity.sqlite'));
  if (!hasRecord(folder)) {
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

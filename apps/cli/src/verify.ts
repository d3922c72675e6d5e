import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasRecord, loadLaw, systemClock, verifyRecord, type Fault, type Verdict } from '#engine';
import { DamageError } from '#event-store';
import { findIdentityDamage, openIdentity } from '#identity';
import { UsageError } from './usage-error.js';

const DAMAGED = 3;

/** Checks the record of a data folder whose server is stopped; says what it looked at, or the first thing that is wrong. */
export async function verify(
  folder: string,
  rest: readonly string[],
): Promise<{ readonly out: string; readonly status: number }> {
  if (rest.some((argument) => argument !== '--json')) throw new UsageError('usage: npm run verify [-- --json]');
  const asJson = rest.length > 0;
  const accounts = join(folder, 'identity.sqlite');
  if (!hasRecord(folder) && !existsSync(accounts))
    throw new UsageError(`${folder}: there is no event log here, nothing to verify`);
  const verdict = withAccounts(await verifyRecord(loadLaw(), folder), accounts);
  const status = verdict.wrong === undefined ? 0 : DAMAGED;
  return { status, out: asJson ? `${JSON.stringify({ ok: status === 0, ...verdict }, null, 2)}\n` : inWords(verdict) };
}

function withAccounts(verdict: Verdict, file: string): Verdict {
  if (verdict.wrong !== undefined) return verdict;
  const damage = (existsSync(file) ? findIdentityDamage(file) : undefined) ?? findRightsDamage(file);
  return damage === undefined ? verdict : { ...verdict, wrong: { what: `identity.sqlite: ${damage}` } };
}

/**
 * What a start would say, which may write: so it is asked of a copy, beside the accounts because it is as secret as they. That the
 * file itself was opened and closed before has brought all of it into the one that is copied.
 */
function findRightsDamage(file: string): string | undefined {
  const rights = join(dirname(file), 'security-log', 'rights.jsonl');
  if (!existsSync(file) && !existsSync(rights)) return undefined;
  const copy = mkdtempSync(join(dirname(file), 'verifying-'));
  const of = (name: string): string => join(copy, name);
  try {
    if (existsSync(file)) copyFileSync(file, of('identity.sqlite'));
    mkdirSync(of('security-log'));
    if (existsSync(rights)) copyFileSync(rights, of('security-log/rights.jsonl'));
    openIdentity({ file: of('identity.sqlite'), clock: systemClock() }).close();
    return undefined;
  } catch (fault) {
    if (fault instanceof DamageError) return fault.damage;
    throw fault;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function inWords({ wrong, remarks, events, streams, rows }: Verdict): string {
  const result =
    wrong === undefined
      ? `${events} events of ${streams} streams and ${rows} rows of screens are as they must be`
      : `damaged: ${placeOf(wrong)}${wrong.what}`;
  return [...remarks.map((line) => `note: ${line}`), result, ''].join('\n');
}

function placeOf(fault: Fault): string {
  if ('screen' in fault) return `screen ${fault.screen}, row ${fault.row}: `;
  if ('revision' in fault) return `${fault.stream}, revision ${fault.revision}, position ${fault.position}: `;
  return 'stream' in fault ? `${fault.stream}: ` : '';
}

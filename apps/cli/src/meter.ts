import { loadLaw, systemClock } from '#engine';
import { baselineOf, FIGURES, meterOfKind, type KindMeter, type WayMeter } from '#five-reductions';
import { dateOf, findLocalDate, type LocalDate } from '#kernel';
import { UsageError } from './usage-error.js';

const HEADS = ['procedures', 'steps', 'working days', 'fee', 'materials', 'trips'];

/** `--on YYYY-MM-DD` (today where left out) and `--json`: what the law of that day asks of each kind, against the baseline. */
export function printMeter(args: readonly string[]): string {
  const on = dayOf(args);
  const law = loadLaw();
  const policy = law.policies.findInForce(on);
  if (policy === undefined) throw new UsageError(`meter: no policy pack is in force on ${on}`);
  const baseline = baselineOf(law);
  const kinds = policy.kinds.map(({ kind }) => meterOfKind(law, kind, on));
  if (args.includes('--json')) return `${JSON.stringify({ on, baselinePolicy: baseline.versionLabel, kinds }, null, 2)}\n`;
  return `baseline ${baseline.versionLabel}, now ${policy.versionLabel} on ${on}\n\n${tableOf(kinds)}\n`;
}

function dayOf(args: readonly string[]): LocalDate {
  const place = args.indexOf('--on');
  const given = place < 0 ? undefined : (args[place + 1] ?? '');
  const unknown = args.find((arg, index) => arg !== '--json' && index !== place && (place < 0 || index !== place + 1));
  if (unknown !== undefined)
    throw new UsageError(`meter: ${unknown} is not known; usage: npm run meter -- [--on YYYY-MM-DD] [--json]`);
  if (given === undefined) return dateOf(systemClock().now());
  const day = findLocalDate(given);
  if (day === undefined) throw new UsageError(`meter: --on ${given}: must be a real day, YYYY-MM-DD`);
  return day;
}

/** Ways that ask as much as the usual one, or more, are left out of the table; `--json` has them. */
const shown = ({ ways }: KindMeter): readonly WayMeter[] =>
  ways.filter((way, index) => index === 0 || FIGURES.some((name) => way[name].actual < (ways[0]?.[name].actual ?? 0)));

/** A Markdown table, one row for each kind and way: baseline → now (saved). */
function tableOf(kinds: readonly KindMeter[]): string {
  const head = ['kind', 'procedure', 'review', ...HEADS];
  const rows = kinds.flatMap((one) =>
    shown(one).map((way) => [`\`${one.kind}\``, way.procedure, way.reviewForm, ...cellsOf(way)]),
  );
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

const cellsOf = (way: WayMeter): string[] =>
  FIGURES.map((name) => {
    const { baseline, actual } = way[name];
    return baseline === actual
      ? `${actual}`
      : `${baseline} → ${actual} (${actual - baseline > 0 ? '+' : ''}${actual - baseline})`;
  });

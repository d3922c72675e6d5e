import { jsonPath } from '#data-files';
import { addDays, isBlank } from '#kernel';
import type { PolicyBook } from './policy-book.js';
import type { LimitRule, PolicyPack, Sourced } from './policy-pack.js';
import { packLabel, type Policy } from './policy.js';
import { EVENT_TYPES, EXPIRY_EFFECTS, VERIFIED } from './terms.js';

/** error: the pack is not published; warning: somebody should look at it; info: a value that is not yet checked against its source. */
type Severity = 'error' | 'warning' | 'info';

/** One thing that is wrong or doubtful about a pack, beyond its shape. */
export interface LintFinding {
  readonly path: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly zh: string;
  readonly en: string;
}

type Keys = readonly (string | number)[];
interface Found extends Omit<LintFinding, 'path' | 'rule'> {
  readonly at: Keys;
}
type Rule = (pack: PolicyPack, book: PolicyBook) => Iterable<Found>;

const error = (at: Keys, zh: string, en: string): Found => ({ at, severity: 'error', zh, en });
const warning = (at: Keys, zh: string, en: string): Found => ({ at, severity: 'warning', zh, en });

const LISTS = ['limits', 'kinds', 'materials', 'reviewForms', 'steps', 'applicants', 'results', 'checklists', 'numbers'] as const;

function* sourcedRows(pack: PolicyPack): Iterable<{ at: Keys; row: Partial<Sourced> }> {
  for (const list of LISTS) {
    const rows: readonly Partial<Sourced>[] = pack[list] ?? [];
    for (const [index, row] of rows.entries()) yield { at: [list, index], row };
  }
  for (const [index, { promise }] of pack.limits.entries()) {
    if (promise !== undefined) yield { at: ['limits', index, 'promise'], row: promise };
  }
  for (const [name, row] of Object.entries<Partial<Sourced>>({ ...pack.values })) yield { at: ['values', name], row };
  if (pack.team !== undefined) yield { at: ['team'], row: pack.team };
}

const saysNothing = (text: string | undefined): boolean => text === undefined || isBlank(text);

/** No number and no paper without the article that asks for it (许可法4, 16). */
function* everyRowHasABasis(pack: PolicyPack): Iterable<Found> {
  for (const { at, row } of sourcedRows(pack)) {
    const { basis = [], source, verified } = row;
    if (basis.length === 0 || basis.some(saysNothing)) yield error([...at, 'basis'], '没有依据', 'has no basis');
    if (saysNothing(source)) yield error([...at, 'source'], '没有来源', 'has no source');
    if (verified === undefined || !VERIFIED.includes(verified))
      yield error([...at, 'verified'], '没有核实标记', 'has no mark of how far it was verified');
  }
}

function* whatIsNotVerifiedYet(pack: PolicyPack): Iterable<Found> {
  for (const { at, row } of sourcedRows(pack)) {
    if (row.verified !== 'memory' && row.verified !== 'inferred') continue;
    const zh = row.verified === 'memory' ? '凭记忆，未与原文核对' : '由条文推定，未经确认';
    const en = row.verified === 'memory' ? 'is from memory and not yet checked' : 'is inferred and not yet confirmed';
    yield { at: [...at, 'verified'], severity: 'info', zh, en };
  }
}

/** Silence grants in two places only: acceptance (许可法32) and the renewal of a certificate that expires (许可法50). */
function* silenceGrantsNothingElse({ limits }: PolicyPack): Iterable<Found> {
  for (const [index, { onExpiry, start, kinds, anchor }] of limits.entries()) {
    const at = ['limits', index, 'onExpiry'];
    const atTheWindow = start.length > 0 && start.every((event) => WINDOW.includes(event));
    const isRenewal = anchor !== undefined && kinds !== '*' && kinds.every((kind) => kind === 'RENEWAL');
    if (!EXPIRY_EFFECTS.includes(onExpiry)) yield error(at, `没有“${onExpiry}”这种后果`, `there is no effect "${onExpiry}"`);
    if (onExpiry === 'deem-accepted' && !atTheWindow)
      yield error(at, '只有受理期限届满才视为受理（许可法32）', 'only silence at the window is an acceptance (许可法32)');
    if (onExpiry === 'deem-renewed' && !isRenewal)
      yield error(
        at,
        '只有延续申请在有效期届满时才视为准予（许可法50）',
        'only a renewal is granted by silence, when it expires (许可法50)',
      );
  }
}
const WINDOW = ['ApplicationReceived', 'CorrectionSupplied'];

function* eventsAreKnown({ limits }: PolicyPack): Iterable<Found> {
  const known = new Set<string>(EVENT_TYPES);
  for (const [index, { start, stop, pause, extend }] of limits.entries()) {
    const named: [Keys, string][] = [
      ...start.map((event, i): [Keys, string] => [['start', i], event]),
      ...stop.map((event, i): [Keys, string] => [['stop', i], event]),
      ...pause.flatMap(({ from, to }, i) => [
        ...from.map((event, k): [Keys, string] => [['pause', i, 'from', k], event]),
        ...to.map((event, k): [Keys, string] => [['pause', i, 'to', k], event]),
      ]),
      ...(extend === undefined ? [] : [[['extend', 'on'], extend.on] as [Keys, string]]),
    ];
    for (const [at, event] of named) {
      if (!known.has(event)) yield error(['limits', index, ...at], `没有事件“${event}”`, `there is no event "${event}"`);
    }
  }
}

/** 优化营商环境条例36: a promise is shorter than the law or it is none. */
function* promisesAreShorter({ limits }: PolicyPack): Iterable<Found> {
  for (const [index, { n, promise }] of limits.entries()) {
    if (promise !== undefined && promise.n > n)
      yield error(['limits', index, 'promise', 'n'], `承诺时限长于法定期限 ${n}`, `is longer than the law allows (${n})`);
  }
}

/** 许可法30: a paper that no kind of application needs does not belong on the list. */
function* everyMaterialIsAskedFor({ materials }: PolicyPack): Iterable<Found> {
  for (const [index, { id, required }] of materials.entries()) {
    if (Object.keys(required).length === 0)
      yield warning(['materials', index, 'required'], `没有事项要求 ${id}`, `no kind of application asks for ${id}`);
  }
}

const isTimed = ({ tracked, party }: LimitRule): boolean => tracked && party !== 'applicant';

/** 许可法42: whatever is applied for has a time within which it is handled. */
function* everyKindHasALimit(pack: PolicyPack, book: PolicyBook): Iterable<Found> {
  for (const policy of policiesWithPack(pack, book)) {
    for (const { kind, procedures } of policy.kinds) {
      for (const procedure of procedures) {
        const handling = policy.stepsFor(kind, procedure).filter(({ stage }) => stage !== 'supervision');
        const named = new Set(handling.flatMap(({ limits }) => limits));
        if (policy.limitsFor(kind, procedure).some((limit) => named.has(limit.id) && isTimed(limit))) continue;
        const index = pack.kinds.findIndex((row) => row.kind === kind);
        const en = `${kind} has no limit on the authority under ${procedure}`;
        yield error(index < 0 ? ['limits'] : ['kinds', index], `${kind} 走 ${procedure} 程序没有办理期限`, en);
      }
    }
  }
}

function* everyStepHasALimit(pack: PolicyPack, book: PolicyBook): Iterable<Found> {
  const [policy] = policiesWithPack(pack, book);
  for (const [index, { id, zh, by, limits }] of (pack.steps ?? []).entries()) {
    const known = limits.some((limit) => policy === undefined || policy.findLimit(limit) !== undefined);
    if (by !== 'applicant' && !known)
      yield warning(['steps', index, 'limits'], `环节“${zh}”没有期限`, `the step ${id} has no limit`);
  }
}

/** A day without law: applications of that day are turned down. */
function* noDayIsWithoutLaw(pack: PolicyPack, book: PolicyBook): Iterable<Found> {
  if (pack.overlay) return;
  const before = addDays(pack.effectiveFrom, -1);
  const isFirst = !book.packs.some((one) => !one.overlay && one.effectiveFrom < pack.effectiveFrom);
  if (!isFirst && book.findInForce(before) === undefined)
    yield warning(['effectiveFrom'], `${before} 没有生效的规则`, `no policy is in force on ${before}`);
  const after = pack.effectiveTo === null ? undefined : addDays(pack.effectiveTo, 1);
  if (after !== undefined && book.findInForce(after) === undefined)
    yield warning(['effectiveTo'], `${after} 起没有生效的规则`, `no policy is in force from ${after} on`);
}

/** The rules that the pack makes, alone or together with others, on the days on which that changes. */
function policiesWithPack(pack: PolicyPack, book: PolicyBook): Policy[] {
  const days = book.packs.flatMap(({ effectiveFrom, effectiveTo }) =>
    effectiveTo === null ? [effectiveFrom] : [effectiveFrom, addDays(effectiveTo, 1)],
  );
  const policies = days.flatMap((day) => book.findInForce(day) ?? []);
  const label = packLabel(pack);
  return [...new Set(policies)].filter(({ packs }) => packs.some((one) => packLabel(one) === label));
}

const RULES: Readonly<Record<string, Rule>> = {
  'basis-missing': everyRowHasABasis,
  'silence-grants': silenceGrantsNothingElse,
  'event-unknown': eventsAreKnown,
  'promise-longer': promisesAreShorter,
  'kind-without-limit': everyKindHasALimit,
  'material-unasked': everyMaterialIsAskedFor,
  'step-without-limit': everyStepHasALimit,
  'day-without-law': noDayIsWithoutLaw,
  unverified: whatIsNotVerifiedYet,
};

/** Everything doubtful about a pack that is of the right shape, the errors first; `book` holds it together with all others. */
export function lintPack(pack: PolicyPack, book: PolicyBook): LintFinding[] {
  const findings = Object.entries(RULES).flatMap(([rule, look]) =>
    [...look(pack, book)].map(({ at, severity, zh, en }): LintFinding => ({ path: jsonPath(at), rule, severity, zh, en })),
  );
  const once = new Map(findings.map((one) => [`${one.rule} ${one.path} ${one.en}`, one]));
  return [...once.values()].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

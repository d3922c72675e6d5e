import { DataFileError, jsonPath, validateWith } from '#data-files';
import { contradictions, stepsFormNoCircle, type Problem } from './consistency.js';
import { POLICY_PACK_SCHEMA, VALUE_NAMES } from './pack-schema.js';
import type { PolicyPack } from './policy-pack.js';
import { APPLICATION_KINDS } from './terms.js';

type Check = (pack: PolicyPack) => Iterable<Problem>;

function* endsAfterItStarts({ effectiveFrom, effectiveTo }: PolicyPack): Iterable<Problem> {
  if (effectiveTo !== null && effectiveTo < effectiveFrom) {
    yield { at: ['effectiveTo'], what: `${effectiveTo} is before effectiveFrom (${effectiveFrom})` };
  }
}

function* rowNamesAreUnique(pack: PolicyPack): Iterable<Problem> {
  yield* repeats(
    ['limits'],
    'id',
    pack.limits.map((limit) => limit.id),
  );
  yield* repeats(
    ['kinds'],
    'kind',
    pack.kinds.map((kind) => kind.kind),
  );
  yield* repeats(
    ['materials'],
    'id',
    pack.materials.map((material) => material.id),
  );
  yield* repeats(
    ['reviewForms'],
    'form',
    pack.reviewForms.map((reviewForm) => reviewForm.form),
  );
  for (const list of ['steps', 'applicants', 'results', 'checklists', 'numbers'] as const) {
    const ids = (pack[list] ?? []).map(({ id }) => id);
    yield* repeats([list], 'id', ids);
  }
  for (const [index, { items }] of (pack.checklists ?? []).entries()) {
    const ids = items.map(({ id }) => id);
    yield* repeats(['checklists', index, 'items'], 'id', ids);
  }
}

function* repeats(list: readonly (string | number)[], field: string, names: readonly string[]): Iterable<Problem> {
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first < index) yield { at: [...list, index, field], what: `"${name}" is already the name of row ${first}` };
  }
}

/** About a year: the calendar of working days is announced year by year, and a clock must never lead beyond it. */
const LONGEST: Readonly<Record<string, number>> = { wd: 250, cd: 366, cm: 12, cy: 1 };

function* limitsAreConsistent({ limits }: PolicyPack): Iterable<Problem> {
  for (const [index, { n, setBy, inAll, tracked, start, stop, onExpiry, anchor, unit, pause, extend }] of limits.entries()) {
    const at = (...path: (string | number)[]) => ['limits', index, ...path];
    if (setBy?.max != null && setBy.max < n) yield { at: at('setBy', 'max'), what: `${setBy.max} is less than n (${n})` };
    if (inAll !== undefined && inAll.n < n) yield { at: at('inAll', 'n'), what: `${inAll.n} is less than n (${n})` };
    const longest = LONGEST[unit] ?? 0;
    const length = Math.max(n, setBy?.max ?? 0) + (extend?.n ?? 0);
    if (tracked && length > longest)
      yield { at: at('n'), what: `leads to ${length} ${unit}; a clock runs ${longest} ${unit} at most` };
    if (tracked && start.length === 0) yield { at: at('start'), what: 'must not be empty in a tracked limit' };
    if (tracked && stop.length === 0) yield { at: at('stop'), what: 'must not be empty in a tracked limit' };
    if (unit !== 'wd' && pause.length > 0) yield { at: at('pause'), what: 'only limits in working days can be paused' };
    if (onExpiry === 'deem-renewed' && anchor === undefined) {
      yield { at: at('anchor'), what: 'is missing: a renewal is deemed granted on the expiry of a certificate (许可法50)' };
    }
  }
}

/** A promise may be shorter than the law, never longer, and only of the authority's own time (优化营商环境条例36). */
function* promisesAreKept({ limits }: PolicyPack): Iterable<Problem> {
  for (const [index, { n, promise, party, setBy, anchor, kinds }] of limits.entries()) {
    if (promise === undefined) continue;
    const at = (...path: (string | number)[]) => ['limits', index, 'promise', ...path];
    if (promise.n > n) yield { at: at('n'), what: `${promise.n} is longer than the law allows (${n})` };
    if (party === 'applicant') yield { at: at(), what: "cannot be made: it is the applicant's own time" };
    if (setBy !== undefined || anchor !== undefined) yield { at: at(), what: 'cannot be made: the law sets no length here' };
    for (const [place, kind] of (promise.kinds ?? []).entries()) {
      if (kinds !== '*' && !kinds.includes(kind)) yield { at: at('kinds', place), what: `the limit is not for ${kind}` };
    }
  }
}

/** 许可法30: what depends on the case says on what. */
function* materialsSayWhen({ materials }: PolicyPack): Iterable<Problem> {
  for (const [index, { required, condition, fields, tolerated, toleratedBasis }] of materials.entries()) {
    const at = (field: string) => ['materials', index, field];
    const marks = Object.values(required);
    if (marks.includes('C') && condition === undefined) yield { at: at('condition'), what: 'is missing in a material marked C' };
    if (condition !== undefined && !marks.includes('C')) yield { at: at('condition'), what: 'has no kind marked C to hold for' };
    if (fields !== undefined && condition === undefined) yield { at: at('fields'), what: 'needs a condition to narrow' };
    if ((tolerated === undefined) !== (toleratedBasis === undefined)) {
      yield { at: at(tolerated === undefined ? 'tolerated' : 'toleratedBasis'), what: 'is missing beside the other' };
    }
  }
}

function* basePackIsComplete(pack: PolicyPack): Iterable<Problem> {
  if (pack.overlay) return;
  if (!('team' in pack)) yield { at: ['team'], what: 'is missing in a base pack' };
  for (const name of VALUE_NAMES) {
    if (!(name in pack.values)) yield { at: ['values', name], what: 'is missing in a base pack' };
  }
  for (const kind of APPLICATION_KINDS) {
    if (!pack.kinds.some((row) => row.kind === kind))
      yield { at: ['kinds'], what: `has no row for ${kind}; a base pack names every kind` };
  }
  const { limits, kinds, reviewForms, steps = [], applicants = [], results = [] } = pack;
  yield* contradictions({ limits, kinds, reviewForms, steps, applicants, results });
}

/** What an overlay names may be in the base pack that it joins: the policy book looks at both together. */
function* overlayIsConsistent(pack: PolicyPack): Iterable<Problem> {
  if (pack.overlay) yield* stepsFormNoCircle(pack.steps ?? []);
}

/** A machine decides on what a source holds of the kind's own list; nothing else may be asked for (许可法31, 34). */
function* onTheSpotFactsAreListed({ overlay, materials, values }: PolicyPack): Iterable<Problem> {
  for (const [kind, { facts }] of Object.entries(values.onTheSpot?.value ?? {})) {
    for (const [index, { material }] of facts.entries()) {
      const row = materials.find(({ id }) => id === material);
      if (row === undefined ? overlay : kind in row.required) continue;
      const at = ['values', 'onTheSpot', 'value', kind, 'facts', index, 'material'];
      yield { at, what: `${material} is not on the material list of ${kind}` };
    }
  }
}

const CHECKS: readonly Check[] = [
  endsAfterItStarts,
  rowNamesAreUnique,
  limitsAreConsistent,
  promisesAreKept,
  materialsSayWhen,
  basePackIsComplete,
  overlayIsConsistent,
  onTheSpotFactsAreListed,
];

/**
 * A pack file as data. Throws DataFileError with the file and a JSON path for the first thing wrong: shape and names by
 * data/policy-pack.schema.json, then dates, double names, limits that contradict themselves, promises longer than the law, steps in
 * a circle, rows that name what is not there, and gaps in a base pack.
 */
export function parsePolicyPack(json: unknown, file: string): PolicyPack {
  const pack = validateWith<PolicyPack>(POLICY_PACK_SCHEMA, json, file);
  for (const check of CHECKS) {
    for (const { at, what } of check(pack)) throw new DataFileError(file, jsonPath(at), what);
  }
  return pack;
}

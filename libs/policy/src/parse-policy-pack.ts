import { DataFileError, jsonPath, validateWith } from '#data-files';
import { POLICY_PACK_SCHEMA, VALUE_NAMES } from './pack-schema.js';
import type { PolicyPack } from './policy-pack.js';
import { APPLICATION_KINDS } from './terms.js';

interface Problem {
  readonly at: readonly (string | number)[];
  readonly what: string;
}

type Check = (pack: PolicyPack) => Iterable<Problem>;

function* endsAfterItStarts({ effectiveFrom, effectiveTo }: PolicyPack): Iterable<Problem> {
  if (effectiveTo !== null && effectiveTo < effectiveFrom) {
    yield { at: ['effectiveTo'], what: `${effectiveTo} is before effectiveFrom (${effectiveFrom})` };
  }
}

function* rowNamesAreUnique(pack: PolicyPack): Iterable<Problem> {
  yield* repeats(
    'limits',
    'id',
    pack.limits.map((limit) => limit.id),
  );
  yield* repeats(
    'kinds',
    'kind',
    pack.kinds.map((kind) => kind.kind),
  );
  yield* repeats(
    'materials',
    'id',
    pack.materials.map((material) => material.id),
  );
  yield* repeats(
    'reviewForms',
    'form',
    pack.reviewForms.map((reviewForm) => reviewForm.form),
  );
}

function* repeats(list: string, field: string, names: readonly string[]): Iterable<Problem> {
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first < index) yield { at: [list, index, field], what: `"${name}" is already the name of row ${first}` };
  }
}

function* limitsAreConsistent({ limits }: PolicyPack): Iterable<Problem> {
  for (const [index, { n, setBy, tracked, start, stop, onExpiry, anchor, unit, pause }] of limits.entries()) {
    const at = (...path: (string | number)[]) => ['limits', index, ...path];
    if (setBy?.max != null && setBy.max < n) yield { at: at('setBy', 'max'), what: `${setBy.max} is less than n (${n})` };
    if (tracked && start.length === 0) yield { at: at('start'), what: 'must not be empty in a tracked limit' };
    if (tracked && stop.length === 0) yield { at: at('stop'), what: 'must not be empty in a tracked limit' };
    if (unit !== 'wd' && pause.length > 0) yield { at: at('pause'), what: 'only limits in working days can be paused' };
    if (onExpiry === 'deem-renewed' && anchor === undefined) {
      yield { at: at('anchor'), what: 'is missing: a renewal is deemed granted on the expiry of a certificate (许可法50)' };
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
  for (const [index, { reviewForm }] of pack.kinds.entries()) {
    if (reviewForm !== 'NONE' && !pack.reviewForms.some(({ form }) => form === reviewForm)) {
      yield { at: ['kinds', index, 'reviewForm'], what: `${reviewForm} is not among the pack's reviewForms` };
    }
  }
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
  basePackIsComplete,
  onTheSpotFactsAreListed,
];

/**
 * A pack file as data. Throws DataFileError with the file and a JSON path for the first thing wrong: shape and names by
 * data/policy-pack.schema.json, then dates, double names, limits that contradict themselves, and gaps in a base pack.
 */
export function parsePolicyPack(json: unknown, file: string): PolicyPack {
  const pack = validateWith<PolicyPack>(POLICY_PACK_SCHEMA, json, file);
  for (const check of CHECKS) {
    for (const { at, what } of check(pack)) throw new DataFileError(file, jsonPath(at), what);
  }
  return pack;
}

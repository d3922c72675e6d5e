import { ATTESTED_FACTS } from './policy-pack.js';
import {
  APPLICATION_KINDS,
  CONCLUSIONS,
  EVENT_TYPES,
  EXPIRY_EFFECTS,
  MATERIAL_CONDITIONS,
  NUMBER_UNITS,
  PARTIES,
  PROCEDURES,
  REQUIREMENTS,
  REVIEW_FORMS,
  STAGES,
  UNITS,
  VERIFIED,
} from './terms.js';

type Schema = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Schema>>;

const flag: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };
const upTo = (maximum: number): Schema => ({ ...count, maximum });
/** More than any law has ever set, and no more than a date can bear. */
const MOST = { days: upTo(3650), months: upTo(120), years: upTo(100), yuan: upTo(1_000_000_000), trips: upTo(1000) };
const date: Schema = { type: 'string', format: 'date' };
const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
const listOf = (items: Schema, least = 0): Schema => ({ type: 'array', uniqueItems: true, minItems: least, items });
type Definition = 'text' | 'basis' | 'eventType' | 'applicationKind' | 'procedure' | 'verified' | 'materialId' | 'name';
/** A part that stands in many places: compiled once, not with each of them. */
const defined = (definition: Definition): Schema => ({ $ref: `#/definitions/${definition}` });
const definitions: Readonly<Record<Definition, Schema>> = {
  text: { type: 'string', minLength: 1 },
  basis: listOf(defined('text'), 1),
  eventType: oneOf(EVENT_TYPES),
  applicationKind: oneOf(APPLICATION_KINDS),
  procedure: oneOf(PROCEDURES),
  verified: oneOf(VERIFIED),
  materialId: { type: 'string', pattern: '^M\\d{2}$' },
  name: { type: 'string', pattern: '^[a-z0-9]+([-.][a-z0-9]+)*$' },
};
const text = defined('text');
const name = defined('name');
const materialId = defined('materialId');
const allOr = (item: Schema): Schema => ({ if: { type: 'string' }, then: { const: '*' }, else: listOf(item, 1) });
const orNull = (schema: Schema): Schema => ({ if: { type: 'null' }, else: schema });

const row = (required: Fields, optional: Fields = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, ...optional },
});
const sourced: Fields = { basis: defined('basis'), source: text, verified: defined('verified') };
const sourcedRow = (required: Fields, optional: Fields = {}): Schema =>
  row({ ...required, ...sourced }, { ...optional, note: text });
const value = (schema: Schema): Schema => sourcedRow({ value: schema });

const bilingual = row({ zh: text, en: text });
const events = listOf(defined('eventType'));
const someEvents = listOf(defined('eventType'), 1);
const limitId: Schema = { type: 'string', pattern: '^T\\d{2}$' };
const fieldCode: Schema = { type: 'string', pattern: '^\\d{2}$' };
const someKinds = listOf(defined('applicationKind'), 1);
const reviewForms = [...REVIEW_FORMS, 'NONE'];
const codes: Schema = {
  type: 'object',
  propertyNames: { pattern: '^\\d{2}$' },
  minProperties: 1,
  additionalProperties: text,
};

const mapOf = (schema: Schema, propertyNames: Schema): Schema => ({
  type: 'object',
  propertyNames,
  additionalProperties: schema,
});
const onTheSpot = row({
  machineDecision: flag,
  facts: listOf(row({ material: materialId, attests: listOf(oneOf(ATTESTED_FACTS), 1) }), 1),
});

const limit = sourcedRow(
  {
    id: limitId,
    name: bilingual,
    party: oneOf(PARTIES),
    n: count,
    unit: oneOf(UNITS),
    kinds: allOr(defined('applicationKind')),
    procedures: allOr(defined('procedure')),
    reviewed: oneOf(['*', 'with-review', 'without-review']),
    start: events,
    stop: events,
    pause: listOf(row({ from: someEvents, to: someEvents })),
    onExpiry: oneOf(EXPIRY_EFFECTS),
    tracked: flag,
  },
  {
    alsoFor: { const: 'mandatory-standards' },
    setBy: row({ field: text, max: orNull(count) }),
    inAll: sourcedRow({ n: count }),
    anchor: { const: 'certificate.validTo' },
    onExpirySince: date,
    onExpiryFrom: date,
    extend: row({ on: defined('eventType'), n: count, once: flag }),
    promise: sourcedRow({ n: count }, { kinds: someKinds }),
  },
);

const kind = sourcedRow(
  {
    kind: defined('applicationKind'),
    zh: text,
    en: text,
    procedures: listOf(defined('procedure'), 1),
    reviewForm: oneOf(reviewForms),
    affectsConditions: oneOf(['always', 'never', 'ask']),
    needsCertificate: flag,
    who: name,
    results: listOf(name, 1),
  },
  { otherForms: listOf(oneOf(REVIEW_FORMS), 1), feeYuan: value(MOST.yuan), trips: value(MOST.trips) },
);

const material = sourcedRow(
  {
    id: materialId,
    zh: text,
    en: text,
    required: row({}, Object.fromEntries(APPLICATION_KINDS.map((kindName) => [kindName, oneOf(REQUIREMENTS)]))),
  },
  {
    condition: oneOf(Object.keys(MATERIAL_CONDITIONS)),
    fields: listOf(fieldCode, 1),
    form: { const: true },
    tolerated: { const: true },
    toleratedBasis: sourcedRow({}),
  },
);

const statement = (required: Fields, optional: Fields = {}): Schema =>
  sourcedRow({ id: name, zh: text, en: text, ...required }, optional);

const step = statement(
  {
    stage: oneOf(STAGES),
    by: oneOf(PARTIES),
    kinds: allOr(defined('applicationKind')),
    procedures: allOr(defined('procedure')),
    forms: allOr(oneOf(reviewForms)),
    after: listOf(name),
    limits: listOf(limitId),
    done: events,
  },
  { when: bilingual },
);

const scope = row(
  {},
  {
    kinds: someKinds,
    procedures: listOf(defined('procedure'), 1),
    forms: listOf(oneOf(REVIEW_FORMS), 1),
    fields: listOf(fieldCode, 1),
  },
);
const checklistItem = row({ id: name, zh: text, en: text }, { starred: flag, ...sourced, note: text });
const checklist = statement({ for: scope, items: listOf(checklistItem, 1) });
const numberRow = statement({ value: { type: 'number', minimum: 0 }, unit: oneOf(NUMBER_UNITS), for: scope });

const reviewForm = sourcedRow({ form: oneOf(REVIEW_FORMS), conclusions: listOf(oneOf(CONCLUSIONS), 1) });

const values: Fields = {
  renewalTermStartsFrom: value(oneOf(['previous-expiry', 'decision-day'])),
  reviewTimeToldInWriting: value(flag),
  certificateOrgan: value({ type: 'string', pattern: '^(0\\d|[12]\\d|3[01])$' }),
  certificateFields: value(codes),
  certificateSectors: value(codes),
  reconsiderationDays: value(MOST.days),
  litigationMonths: value(MOST.months),
  feeYuan: value(MOST.yuan),
  trips: value(MOST.trips),
  dataSharing: value(flag),
  banYearsAfterFalsehood: value(MOST.years),
  banYearsAfterFraud: value(MOST.years),
  commitment: value(row({ edition: text, opening: text, terms: listOf(text) })),
  commitmentClosedFields: value(row({ always: listOf(fieldCode), unlessDeclared: listOf(fieldCode) })),
  badCreditCloses: value(listOf(oneOf(['commitment', 'tolerance']))),
  onTheSpot: value(mapOf(onTheSpot, defined('applicationKind'))),
  heldMaterials: value(mapOf(listOf(defined('applicationKind'), 1), materialId)),
  datedSources: value(mapOf(row({ from: date, to: orNull(date) }), text)),
};

const furtherValues: Fields = {
  banYearsAfterRevocation: value(MOST.years),
  banYearsAfterFalseCommitment: value(MOST.years),
  commitmentOpen: value(flag),
};

export const VALUE_NAMES: readonly string[] = Object.keys(values);

/** Source of data/policy-pack.schema.json, which editors read; a test keeps the two equal. */
export const POLICY_PACK_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Policy pack',
  description: 'A dated set of rules; an overlay adds or replaces rows while it is in force.',
  definitions,
  ...row(
    {
      policy: { type: 'string', pattern: '^[A-Z]+-\\d{4}$' },
      version: { type: 'integer', minimum: 1, maximum: 9999 },
      title: bilingual,
      effectiveFrom: date,
      effectiveTo: orNull(date),
      overlay: flag,
      source: text,
      verified: defined('verified'),
      limits: listOf(limit),
      kinds: listOf(kind),
      materials: listOf(material),
      reviewForms: listOf(reviewForm),
      values: row({}, { ...values, ...furtherValues }),
    },
    {
      $schema: text,
      note: text,
      team: sourcedRow({ min: { type: 'integer', minimum: 1, maximum: 100 } }),
      steps: listOf(step),
      applicants: listOf(statement({})),
      results: listOf(statement({})),
      checklists: listOf(checklist),
      numbers: listOf(numberRow),
    },
  ),
};

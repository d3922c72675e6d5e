import {
  APPLICATION_KINDS,
  CONCLUSIONS,
  EVENT_TYPES,
  EXPIRY_EFFECTS,
  PARTIES,
  PROCEDURES,
  REQUIREMENTS,
  REVIEW_FORMS,
  UNITS,
  VERIFIED,
} from './terms.js';

type Schema = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Schema>>;

const text: Schema = { type: 'string', minLength: 1 };
const flag: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };
const date: Schema = { type: 'string', format: 'date' };
const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
const definitions = {
  eventType: oneOf(EVENT_TYPES),
  applicationKind: oneOf(APPLICATION_KINDS),
  procedure: oneOf(PROCEDURES),
  verified: oneOf(VERIFIED),
};
const defined = (name: keyof typeof definitions): Schema => ({ $ref: `#/definitions/${name}` });
const listOf = (items: Schema, least = 0): Schema => ({ type: 'array', uniqueItems: true, minItems: least, items });
const allOr = (item: Schema): Schema => ({ if: { type: 'string' }, then: { const: '*' }, else: listOf(item, 1) });
const orNull = (schema: Schema): Schema => ({ if: { type: 'null' }, else: schema });

const row = (required: Fields, optional: Fields = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, ...optional },
});
const sourced: Fields = { basis: listOf(text, 1), source: text, verified: defined('verified') };
const sourcedRow = (required: Fields, optional: Fields = {}): Schema =>
  row({ ...required, ...sourced }, { ...optional, note: text });
const value = (schema: Schema): Schema => sourcedRow({ value: schema });

const bilingual = row({ zh: text, en: text });
const events = listOf(defined('eventType'));
const someEvents = listOf(defined('eventType'), 1);
const codes: Schema = {
  type: 'object',
  propertyNames: { pattern: '^\\d{2}$' },
  minProperties: 1,
  additionalProperties: text,
};

const limit = sourcedRow(
  {
    id: { type: 'string', pattern: '^T\\d{2}$' },
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
    anchor: { const: 'certificate.validTo' },
    extend: row({ on: defined('eventType'), n: count, once: flag }),
  },
);

const kind = sourcedRow({
  kind: defined('applicationKind'),
  zh: text,
  en: text,
  procedures: listOf(defined('procedure'), 1),
  reviewForm: oneOf([...REVIEW_FORMS, 'NONE']),
  affectsConditions: oneOf(['always', 'never', 'ask']),
  needsCertificate: flag,
});

const material = sourcedRow({
  id: { type: 'string', pattern: '^M\\d{2}$' },
  zh: text,
  en: text,
  required: row({}, Object.fromEntries(APPLICATION_KINDS.map((name) => [name, oneOf(REQUIREMENTS)]))),
});

const reviewForm = sourcedRow({ form: oneOf(REVIEW_FORMS), conclusions: listOf(oneOf(CONCLUSIONS), 1) });

const values: Fields = {
  renewalTermStartsFrom: value(oneOf(['previous-expiry', 'decision-day'])),
  reviewTimeToldInWriting: value(flag),
  certificateOrgan: value({ type: 'string', pattern: '^(0\\d|[12]\\d|3[01])$' }),
  certificateFields: value(codes),
  certificateSectors: value(codes),
  reconsiderationDays: value(count),
  litigationMonths: value(count),
  feeYuan: value(count),
  banYearsAfterFalsehood: value(count),
  banYearsAfterFraud: value(count),
};

/** The values that every base pack must carry. */
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
      version: { type: 'integer', minimum: 1 },
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
      values: row({}, values),
    },
    { $schema: text, note: text, team: sourcedRow({ min: { type: 'integer', minimum: 1 } }) },
  ),
};

import { caseEvents } from '#case';
import { DataFileError, validateWith } from '#data-files';
import { certificateEvents } from '#issuance';
import { papersOf, type LocalDate } from '#kernel';
import { VERIFIED, type Sourced } from '#law';
import { CASE_FACTS } from './case-facts.js';
import { CERTIFICATE_FACTS } from './certificate-facts.js';

/** The events that cause a paper, by the id of its form. */
const CAUSES = new Map([...papersOf(caseEvents), ...papersOf(certificateEvents)]);

const FACTS_OF = { ...CASE_FACTS, ...CERTIFICATE_FACTS };
/** An event that gives rise to documents. */
type DocumentedEvent = keyof typeof FACTS_OF;

/** The form of one official document (文书): its text with {facts} to fill in. */
export interface DocumentTemplate extends Sourced {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** The word in the document number, for example 受理. */
  readonly character: string;
  readonly on: DocumentedEvent;
  /** Only where these fields of the event have one of these values. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  /** Not where these fields of the event have one of these values. */
  readonly unless?: Readonly<Record<string, readonly string[]>>;
  /** Belongs to the document before it, under whose number it goes. */
  readonly attached?: true;
  /** What the applicant declares: nobody of the authority answers for it. */
  readonly ofApplicant?: true;
  /** Days on which the form is in use; a document keeps the form of its own day. */
  readonly effectiveFrom: LocalDate;
  readonly effectiveTo: LocalDate | null;
  /** `{fact}` must be there, or there is no document; a paragraph with `{fact?}` is left out where it is not. */
  readonly paragraphs: readonly string[];
  /** What the document rests on besides: where a fact is there, or fields of the event have one of these values. */
  readonly alsoBasis?: readonly {
    readonly with?: string;
    readonly when?: Readonly<Record<string, readonly string[]>>;
    readonly basis: readonly string[];
  }[];
}

export interface DocumentTemplates {
  readonly series: string;
  /** The authority by its code in certificate numbers. */
  readonly authorities?: Readonly<Record<string, string>>;
  readonly templates: readonly DocumentTemplate[];
}

type Forms = Omit<DocumentTemplates, 'templates'> & { readonly templates: readonly Omit<DocumentTemplate, 'on'>[] };

/** Decisions against the applicant: no form of them is accepted without reasons and remedies (许可法38). */
const ADVERSE: readonly DocumentedEvent[] = [
  'ApplicationDeclined',
  'QualificationRefused',
  'ApplicationDeemedRefused',
  'CertificateRevoked',
];

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', minItems: 1, items: text };
const date = { type: 'string', format: 'date' };
const object = (required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, ...optional },
});

const condition = { type: 'object', minProperties: 1, additionalProperties: texts };

const SCHEMA = object(
  {
    series: text,
    templates: {
      type: 'array',
      minItems: 1,
      items: object(
        {
          id: { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$' },
          zh: text,
          en: text,
          character: text,
          effectiveFrom: date,
          effectiveTo: { if: { type: 'null' }, else: date },
          paragraphs: texts,
          basis: texts,
          source: text,
          verified: { enum: VERIFIED },
        },
        {
          when: condition,
          unless: condition,
          attached: { const: true },
          ofApplicant: { const: true },
          alsoBasis: { type: 'array', minItems: 1, items: object({ basis: texts }, { with: text, when: condition }) },
          note: text,
        },
      ),
    },
  },
  { note: text, authorities: { type: 'object', additionalProperties: text } },
);

export const PLACEHOLDER = /\{([A-Za-z]\w*)(\?)?\}/g;

/**
 * The forms as data. Throws DataFileError, with a JSON path, for a form that no event causes or a paper without its form, a fact that
 * its event does not give, a decision against the applicant without reasons or remedies, or two forms of one name on one day.
 */
export function parseDocumentTemplates(json: unknown, file: string): DocumentTemplates {
  const parsed = validateWith<Forms>(SCHEMA, json, file);
  const fail = (path: string, problem: string): never => {
    throw new DataFileError(file, path, problem);
  };
  for (const [id, event] of CAUSES)
    if (!parsed.templates.some((form) => form.id === id)) fail('$.templates', `no form of "${id}", which ${event} causes`);
  const templates = parsed.templates.map((form, index): DocumentTemplate => {
    const on = CAUSES.get(form.id) ?? fail(`$.templates[${index}].id`, `no event causes "${form.id}"`);
    return on in FACTS_OF
      ? { ...form, on: on as DocumentedEvent }
      : fail(`$.templates[${index}].id`, `${on} says nothing for it`);
  });
  templates.forEach((template, index) => {
    const path = `$.templates[${index}]`;
    const known: readonly string[] = [...FACTS_OF[template.on], 'authority'];
    template.paragraphs.forEach((paragraph, line) => {
      const unknown = placeholdersOf([paragraph]).find((name) => !known.includes(name));
      if (unknown !== undefined) {
        fail(`${path}.paragraphs[${line}]`, `{${unknown}} is not known; allowed: ${known.join(', ')}`);
      }
    });
    const stray = (template.alsoBasis ?? []).findIndex((one) => one.with !== undefined && !known.includes(one.with));
    if (stray >= 0) fail(`${path}.alsoBasis[${stray}].with`, `is not known; allowed: ${known.join(', ')}`);
    const used = placeholdersOf(template.paragraphs.map((paragraph) => paragraph.replace(/\{\w+\?\}/g, '')));
    const owed =
      ADVERSE.includes(template.on) && template.attached === undefined
        ? ['reasons', 'remedies'].find((name) => !used.includes(name))
        : undefined;
    if (owed !== undefined) fail(`${path}.paragraphs`, `a decision against the applicant must state {${owed}} (许可法38)`);
    const twin = templates.findIndex((other, n) => n < index && other.id === template.id && meet(other, template));
    if (twin >= 0) fail(`${path}.id`, `"${template.id}" is in use on the same day as $.templates[${twin}]`);
  });
  return { ...parsed, templates };
}

const placeholdersOf = (paragraphs: readonly string[]): string[] =>
  paragraphs.flatMap((paragraph) => [...paragraph.matchAll(PLACEHOLDER)].map(([, name = '']) => name));

export const inUse = ({ effectiveFrom, effectiveTo }: DocumentTemplate, on: LocalDate): boolean =>
  effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo);

const meet = (a: DocumentTemplate, b: DocumentTemplate): boolean => inUse(a, b.effectiveFrom) || inUse(b, a.effectiveFrom);

import { caseDecider, isOpenCase, type CaseEvent } from '#case';
import { certificateDecider, type CertificateEvent } from '#issuance';
import { ENGINE, type Actor, type Dated, type LocalDate, type Role } from '#kernel';
import { pinnedPolicy, type Law, type Verified } from '#law';
import { caseFacts, peopleIn } from './case-facts.js';
import { certificateFacts } from './certificate-facts.js';
import { issuedOn, type Facts, type Telling } from './facts.js';
import { inUse, PLACEHOLDER, type DocumentTemplate, type DocumentTemplates } from './template.js';

/** An official document as it was issued: the same events always give the same text. */
export interface OfficialDocument {
  /** Unique: series, word, year, case or certificate, and its place among the documents of that. */
  readonly number: string;
  readonly template: string;
  readonly zh: string;
  readonly en: string;
  readonly date: LocalDate;
  /** 发证机关 in whose name it is issued. */
  readonly authority: string;
  readonly addressee: { readonly name: string; readonly uscc: string };
  /** Who answers for it; `engine` where the law itself acted. */
  readonly responsible: { readonly person: string; readonly role: Role; readonly actingFor: string | null };
  /** Declared by the addressee, and kept: the authority issues nothing with it. */
  readonly ofApplicant?: true;
  /** The event it makes known, by its place in the stream. */
  readonly event: { readonly n: number; readonly type: string };
  readonly paragraphs: readonly string[];
  readonly people: readonly string[];
  readonly basis: readonly string[];
  readonly verified: Verified;
}

/**
 * Every document that a case has issued so far, in order, folded from its events. Throws where a text would have to be issued with
 * a gap: a refusal without reasons or remedies does not come into being.
 */
export function documentsOf(events: readonly Dated<CaseEvent>[], law: Law, forms: DocumentTemplates): OfficialDocument[] {
  const { initial, evolve } = caseDecider(law);
  let state = initial;
  const tellings = events.flatMap((event, n): Telling[] => {
    state = evolve(state, event);
    if (!isOpenCase(state)) return [];
    const occasion = { event, state, law };
    const { caseId, institution } = state.file;
    const organ = pinnedPolicy(law, state.file.policy).values.certificateOrgan.value;
    const people = peopleIn(event);
    return [{ event, n, subject: caseId, addressee: institution, facts: () => caseFacts(occasion), organ, people }];
  });
  return issuedFor(tellings, forms);
}

/** The certificate itself and every document about it, in order, folded from its events. */
export function documentsOfCertificate(
  events: readonly Dated<CertificateEvent>[],
  law: Law,
  forms: DocumentTemplates,
): OfficialDocument[] {
  const { initial, evolve } = certificateDecider(law);
  let state = initial;
  const tellings = events.flatMap((event, n): Telling[] => {
    state = evolve(state, event);
    if (state.status === 'NONE') return [];
    const occasion = { event, certificate: state, law };
    const organ = law.policies.findInForce(issuedOn(event))?.values.certificateOrgan.value;
    const facts = () => certificateFacts(occasion);
    return [{ event, n, subject: state.number, addressee: state.holder, facts, organ, people: [] }];
  });
  return issuedFor(tellings, forms);
}

function issuedFor(tellings: readonly Telling[], { series, templates, authorities = {} }: DocumentTemplates): OfficialDocument[] {
  const issued: OfficialDocument[] = [];
  let order = 0;
  for (const telling of tellings) {
    for (const template of templates.filter((one) => isCalledFor(one, telling))) {
      const { event, subject, organ = '' } = telling;
      const place = `${subject}-${String(template.attached === true ? order : ++order).padStart(2, '0')}`;
      const number = `${series}${template.character}〔${issuedOn(event).slice(0, 4)}〕${place}号`;
      issued.push(issue(template, telling, number, authorities[organ] ?? `代码为 ${organ} 的发证机关`));
    }
  }
  return issued;
}

function isCalledFor(template: DocumentTemplate, { event }: Telling): boolean {
  return (
    template.on === event.type &&
    fits(event.data, template.when) &&
    !(template.unless !== undefined && fits(event.data, template.unless)) &&
    inUse(template, issuedOn(event))
  );
}

const fits = (data: object, condition: Readonly<Record<string, readonly string[]>> = {}): boolean =>
  Object.entries(condition).every(([field, values]) =>
    values.includes(String((data as Readonly<Record<string, unknown>>)[field])),
  );

function basisOf({ basis, alsoBasis = [] }: DocumentTemplate, { event }: Telling, facts: Facts): readonly string[] {
  const more = alsoBasis.filter((one) => fits(event.data, one.when) && (one.with === undefined || !isEmpty(facts[one.with])));
  return [...new Set([...basis, ...more.flatMap((one) => one.basis)])];
}

function issue(template: DocumentTemplate, telling: Telling, number: string, authority: string): OfficialDocument {
  const { event, n, addressee, people } = telling;
  const facts = { authority, ...telling.facts() };
  return {
    number,
    template: template.id,
    zh: template.zh,
    en: template.en,
    date: issuedOn(event),
    authority,
    addressee: { name: addressee.name, uscc: addressee.uscc },
    responsible: template.ofApplicant === true ? SYSTEM : responsibleFor(event.actor),
    ...(template.ofApplicant === true ? { ofApplicant: true } : {}),
    event: { n, type: event.type },
    paragraphs: template.paragraphs.flatMap((paragraph) => fill(paragraph, facts, template)),
    people,
    basis: basisOf(template, telling, facts),
    verified: template.verified,
  };
}

const SYSTEM = { person: ENGINE.id, role: ENGINE.role, actingFor: null };

/** What an applicant's act brings about, a receipt above all, is answered for by the authority's engine. */
const responsibleFor = ({ id, role, actingFor }: Actor): OfficialDocument['responsible'] =>
  role === 'applicant' ? SYSTEM : { person: id, role, actingFor: actingFor ?? null };

const numbered = (lines: readonly string[]): string[] =>
  lines.some((line) => /^(\d+|[一二三四五六七八九十]+)[.、．]/.test(line))
    ? [...lines]
    : lines.map((line, index) => `${index + 1}. ${line}`);

const isEmpty = (fact: Facts[string] = ''): boolean => fact.length === 0 || (typeof fact !== 'string' && fact.includes(''));

/** A paragraph that is nothing but a list becomes numbered lines. */
function fill(paragraph: string, facts: Facts, { id }: DocumentTemplate): string[] {
  if ([...paragraph.matchAll(PLACEHOLDER)].some(([, name = '', mayBeEmpty]) => mayBeEmpty && isEmpty(facts[name]))) return [];
  const factNamed = (name: string): string | readonly string[] => {
    const fact = facts[name] ?? '';
    if (isEmpty(fact)) throw new Error(`the document ${id} cannot be issued: {${name}} is empty`);
    return fact;
  };
  const only = /^\{([A-Za-z]\w*)\??\}$/.exec(paragraph)?.[1];
  const list = only === undefined ? undefined : factNamed(only);
  if (list !== undefined && typeof list !== 'string') return numbered(list);
  return [
    paragraph.replace(PLACEHOLDER, (_, name: string) => {
      const fact = factNamed(name);
      return typeof fact === 'string' ? fact : fact.join('、');
    }),
  ];
}

import type { CaseEvent, EventName, Law } from '#case';
import { caseDecider, isOpenCase } from '#case';
import type { Dated, LocalDate, Role } from '#kernel';
import type { Verified } from '#policy';
import { factsAbout, issuedOn, type Facts, type Occasion } from './facts.js';
import { inUse, PLACEHOLDER, type DocumentTemplate, type DocumentTemplates } from './template.js';

/** An official document as it was issued: the same events always give the same text. */
export interface OfficialDocument {
  /** Unique: series, word, year, case, and its place among the documents of the case. */
  readonly number: string;
  readonly template: string;
  readonly zh: string;
  readonly en: string;
  readonly date: LocalDate;
  readonly addressee: { readonly name: string; readonly uscc: string };
  /** Who answers for it; `engine` where the law itself acted. */
  readonly responsible: { readonly person: string; readonly role: Role; readonly actingFor: string | null };
  /** The event it makes known, by its place in the stream. */
  readonly event: { readonly n: number; readonly type: EventName };
  readonly paragraphs: readonly string[];
  readonly basis: readonly string[];
  readonly verified: Verified;
}

/**
 * Every document that a case has issued so far, in order, folded from its events. Throws where a text would have to be issued with
 * a gap: a refusal without reasons or remedies does not come into being.
 */
export function documentsOf(events: readonly Dated<CaseEvent>[], law: Law, forms: DocumentTemplates): OfficialDocument[] {
  const { initial, evolve } = caseDecider(law);
  const issued: OfficialDocument[] = [];
  let state = initial;
  events.forEach((event, n) => {
    state = evolve(state, event);
    if (!isOpenCase(state)) return;
    const occasion: Occasion = { event, state, law };
    for (const template of formsFor(occasion, forms)) {
      issued.push(issue(template, occasion, n, `${forms.series}${template.character}`, issued.length + 1));
    }
  });
  return issued;
}

const formsFor = (occasion: Occasion, { templates }: DocumentTemplates): DocumentTemplate[] =>
  templates.filter(({ on, when = {}, ...template }) => {
    const data = occasion.event.data as Readonly<Record<string, unknown>>;
    const fits = Object.entries(when).every(([field, values]) => values.includes(String(data[field])));
    return on === occasion.event.type && fits && inUse({ on, ...template }, issuedOn(occasion));
  });

function issue(template: DocumentTemplate, occasion: Occasion, n: number, series: string, order: number): OfficialDocument {
  const { event } = occasion;
  const { caseId, institution } = occasion.state.file;
  const date = issuedOn(occasion);
  const facts = factsAbout(occasion);
  return {
    number: `${series}〔${date.slice(0, 4)}〕${caseId}-${String(order).padStart(2, '0')}号`,
    template: template.id,
    zh: template.zh,
    en: template.en,
    date,
    addressee: { name: institution.name, uscc: institution.uscc },
    responsible: { person: event.actor.id, role: event.actor.role, actingFor: event.actor.actingFor ?? null },
    event: { n, type: event.type },
    paragraphs: template.paragraphs.flatMap((paragraph) => fill(paragraph, facts, template)),
    basis: template.basis,
    verified: template.verified,
  };
}

/** A paragraph that is nothing but a list becomes numbered lines. */
function fill(paragraph: string, facts: Facts, { id }: DocumentTemplate): string[] {
  const factNamed = (name: string): string | readonly string[] => {
    const fact = facts[name] ?? '';
    if (fact.length === 0 || (typeof fact !== 'string' && fact.includes('')))
      throw new Error(`the document ${id} cannot be issued: {${name}} is empty`);
    return fact;
  };
  const only = /^\{([A-Za-z]+)\}$/.exec(paragraph)?.[1];
  const list = only === undefined ? undefined : factNamed(only);
  if (list !== undefined && typeof list !== 'string') return list.map((line, index) => `${index + 1}. ${line}`);
  return [
    paragraph.replace(PLACEHOLDER, (_, name: string) => {
      const fact = factNamed(name);
      return typeof fact === 'string' ? fact : fact.join('、');
    }),
  ];
}

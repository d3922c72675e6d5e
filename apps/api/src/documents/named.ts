import type { Identity } from '#identity';
import type { OfficialDocument } from '#official-documents';

export interface NamedDocument extends OfficialDocument {
  readonly responsible: OfficialDocument['responsible'] & { readonly name: string };
}

/** 系统: what the law itself brought about, nobody signed. */
const NOBODY: Readonly<Record<string, string>> = { engine: '系统（依法自动办理）' };

/** The text knows accounts by their ids; people are told names, and the id only where there is no such account. */
export function named(document: OfficialDocument, accounts: Pick<Identity, 'findAccountById'>): NamedDocument {
  const nameOf = (id: string): string => accounts.findAccountById(id)?.displayName ?? NOBODY[id] ?? id;
  const spelled = (line: string): string => document.people.reduce((text, id) => text.replaceAll(id, () => nameOf(id)), line);
  const { responsible } = document;
  return {
    ...document,
    responsible: { ...responsible, name: nameOf(responsible.person) },
    paragraphs: document.paragraphs.map(spelled),
  };
}

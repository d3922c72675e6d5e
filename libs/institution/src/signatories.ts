import { isSameText } from '#kernel';

/** An authorised signatory with what they may sign: 谁签字谁担责. */
export interface Signatory {
  readonly name: string;
  readonly scope?: string;
}

/** What a granted change does to the list of signatories. */
export interface SignatoryChange extends Signatory {
  readonly action: 'add' | 'change' | 'remove';
}

/** The list after the changes: whoever is added or changed stands in it with the new scope, whoever is removed does not. */
export function withSignatories(list: readonly Signatory[], changes: readonly SignatoryChange[]): readonly Signatory[] {
  return changes.reduce<readonly Signatory[]>((before, { action, name, scope }) => {
    const others = before.filter((one) => !isSameText(one.name, name));
    return action === 'remove' ? others : [...others, { name, ...(scope === undefined ? {} : { scope }) }];
  }, list);
}

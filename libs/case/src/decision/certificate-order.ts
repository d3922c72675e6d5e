import type { LocalDate } from '#kernel';
import type { ApplicationKind } from '#law';
import type { CaseContext } from '../definition.js';
import { grantedScope, type GrantedScope } from '../file/scope.js';
import type { CaseFile, CertificateChanges } from '../file/state.js';
import { newTerm } from './renewal.js';

/** What the decision does to the certificate; carried out on the certificate's own stream. */
export type CertificateOrder =
  | (GrantedScope & {
      readonly action: 'issue';
      /** The first eight digits; the serial follows when the certificate is made out. */
      readonly prefix: string;
      readonly holder: { readonly uscc: string; readonly name: string; readonly address?: string };
      readonly field: string;
      readonly issuedOn: LocalDate;
      readonly validTo: LocalDate;
    })
  | { readonly action: 'renew'; readonly number: string; readonly validTo: LocalDate; readonly deemed: boolean }
  | (GrantedScope & {
      readonly action: 'amend';
      readonly number: string;
      readonly change: ApplicationKind;
      /** Further changes of the same case. */
      readonly alsoChanges?: readonly ApplicationKind[];
      /** What older orders told; the name is changed by `changes` alone. */
      readonly holderName?: string;
      /** What the certificate is to say from now on, as far as the application gave it. */
      readonly changes?: CertificateChanges;
    })
  | { readonly action: 'cancel'; readonly number: string };

/** Number, by position: year of issue, issuing organ, field, sector department; the serial follows at issue. */
const numberPrefix = (file: CaseFile, decidedOn: LocalDate, { policy }: CaseContext): string =>
  `${decidedOn.slice(2, 4)}${policy.values.certificateOrgan.value}${file.field}${file.sector}`;

export function certificateOrder(file: CaseFile, decidedOn: LocalDate, deemed: boolean, context: CaseContext): CertificateOrder {
  const { kind, field, institution, certificate } = file;
  const { uscc, name, address } = institution;
  const validTo = newTerm(file, decidedOn, context.policy);
  if (certificate === undefined) {
    return {
      action: 'issue',
      prefix: numberPrefix(file, decidedOn, context),
      holder: { uscc, name, ...(address === undefined ? {} : { address }) },
      field,
      issuedOn: decidedOn,
      validTo,
      ...grantedScope(file),
    };
  }
  const { number } = certificate;
  if (kind === 'RENEWAL') return { action: 'renew', number, validTo, deemed };
  if (kind === 'CANCEL') return { action: 'cancel', number };
  const { alsoKinds, changes } = file;
  return {
    action: 'amend',
    number,
    change: kind,
    ...(alsoKinds === undefined ? {} : { alsoChanges: alsoKinds }),
    ...(changes === undefined ? {} : { changes }),
    ...grantedScope(file),
  };
}

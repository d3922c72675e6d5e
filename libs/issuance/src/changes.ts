import { dateOf, nothing } from '#kernel';
import { command, fact, type DefinitionsOf, type EvolversOf } from './definition.js';
import * as refuse from './rejections.js';
import { isAlive, type CancellationGround, type Certificate, type CertificateChanges } from './state.js';

// Commands

export interface ChangeCommands {
  AmendCertificate: {
    readonly number: string;
    readonly caseId: string;
    readonly change: string;
    readonly holderName: string;
    /** What the granted changes put in the place of what was there. */
    readonly changes?: CertificateChanges;
  };
  /** On the application of the body, or because it has expired and was not renewed (办法31). */
  CancelCertificate: { readonly number: string; readonly caseId?: string; readonly ground?: CancellationGround };
}

// Events

export interface ChangeEvents {
  CertificateAmended: ChangeCommands['AmendCertificate'];
  CertificateCancelled: ChangeCommands['CancelCertificate'];
}

// Decide

export const changeCommands: DefinitionsOf<ChangeCommands> = {
  AmendCertificate: command('AmendCertificate', {
    needs: 'certificate',
    by: ['engine'],
    decide: (data, certificate) => {
      if (certificate.cases.includes(data.caseId)) return nothing;
      return isAlive(certificate) ? [fact('CertificateAmended', data)] : refuse.notAlive();
    },
  }),

  CancelCertificate: command('CancelCertificate', {
    needs: 'certificate',
    by: ['engine'],
    decide: (data, certificate) => {
      if (data.caseId !== undefined && certificate.cases.includes(data.caseId)) return nothing;
      // Renewed in the meantime, or ended otherwise: there is nothing left to cancel for having expired.
      if (data.ground === 'expired' && certificate.status !== 'EXPIRED') return nothing;
      return isAlive(certificate) || certificate.status === 'EXPIRED' ? [fact('CertificateCancelled', data)] : refuse.notAlive();
    },
  }),
};

// Evolve

/** The face and the annex after a change: what is named replaces what was there. */
function changed(certificate: Certificate, { name, address, addedItems, droppedItems, ...facts }: CertificateChanges): Certificate {
  const scope = facts.scope ?? certificate.facts?.scope ?? [];
  const kept = [...scope.filter((item) => droppedItems?.includes(item) !== true), ...(addedItems ?? [])];
  const touchesScope = facts.scope !== undefined || addedItems !== undefined || droppedItems !== undefined;
  const merged = { ...certificate.facts, ...facts, ...(touchesScope ? { scope: [...new Set(kept)] } : {}) };
  return {
    ...certificate,
    holder: {
      ...certificate.holder,
      ...(name === undefined ? {} : { name }),
      ...(address === undefined ? {} : { address }),
    },
    ...(Object.keys(merged).length === 0 ? {} : { facts: merged }),
  };
}

export const changeEvolvers: EvolversOf<ChangeEvents> = {
  CertificateAmended: (state, { data: { caseId, holderName, changes = {} } }) => ({
    ...changed({ ...state, holder: { ...state.holder, name: holderName } }, changes),
    cases: [...state.cases, caseId],
  }),
  CertificateCancelled: (state, { data: { caseId, ground }, effectiveAt }) => ({
    ...state,
    status: 'CANCELLED',
    ...(ground === undefined ? {} : { cancelled: { on: dateOf(effectiveAt), ground } }),
    cases: caseId === undefined ? state.cases : [...state.cases, caseId],
  }),
};

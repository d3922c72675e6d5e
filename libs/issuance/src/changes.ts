import type { CertificateChanges, GrantedScope } from '#case';
import { withSignatories } from '#institution';
import { dateOf, nothing } from '#kernel';
import { annexChange, changedAnnex, inWords, stillGone, type AnnexChange } from './annex.js';
import type { RevocationEvents } from './revocation.js';
import { certificatePart, type DefinitionsOf, type EventsOf } from './definition.js';
import * as refuse from './rejections.js';
import { isAlive, type CancellationGround, type Certificate, type CertifiedFacts } from './state.js';

// Commands

export interface ChangeCommands {
  AmendCertificate: GrantedScope & {
    readonly number: string;
    readonly caseId: string;
    readonly change: string;
    readonly alsoChanges?: readonly string[];
    /** Of older orders and events; an order no longer renames anybody by it, the name is changed by `changes`. */
    readonly holderName?: string;
    readonly changes?: CertificateChanges;
    /** Of the record of the body, where the certificate was taken over without one: the engine adds it (办法15). */
    readonly address?: string;
  };
  /** On the application of the body, or because it has expired and was not renewed (办法31). */
  CancelCertificate: { readonly number: string; readonly caseId?: string; readonly ground?: CancellationGround };
}

// Events

export interface ChangeEvents {
  CertificateAmended: ChangeCommands['AmendCertificate'] & { readonly annex?: AnnexChange };
  CertificateCancelled: ChangeCommands['CancelCertificate'];
}

// Decide

type Caused = ChangeEvents & Pick<RevocationEvents, 'RevocationClosed'>;
const { command, fact } = certificatePart<ChangeCommands, Caused>();

/**
 * With the certificate goes what an investigation is about (许可法69, 70). It goes on only where a revocation bears on more than the
 * certificate: fraud bars the body for three years (许可法79), a false commitment closes that procedure to it (评审准则19).
 */
function investigationEnds({ investigations }: Certificate) {
  const open = investigations?.open;
  if (open === undefined || open.proposed.fraud || open.ground === 'fraud' || open.ground === 'false-commitment') return [];
  return [fact('RevocationClosed', { reasons: ['资质认定已注销，不再有可撤销的许可'] })];
}

function onAnnex(
  { change, alsoChanges = [], scopeItems, changes: { droppedItems, standards } = {} }: ChangeCommands['AmendCertificate'],
  { annex }: Certificate,
): { readonly annex?: AnnexChange } {
  const effect = annexChange(annex, {
    kinds: [change, ...alsoChanges],
    ...(scopeItems === undefined ? {} : { scopeItems }),
    ...(droppedItems === undefined ? {} : { droppedItems }),
    ...(standards === undefined ? {} : { standards }),
  });
  return effect === undefined ? {} : { annex: effect };
}

/** What is dropped is told in words: nobody finds its rows in the annex afterwards. */
const told = (
  { changes }: ChangeCommands['AmendCertificate'],
  { annex }: Certificate,
): { readonly changes?: CertificateChanges } =>
  changes?.droppedItems === undefined ? {} : { changes: { ...changes, droppedItems: inWords(annex, changes.droppedItems) } };

export const changeCommands: DefinitionsOf<ChangeCommands, Caused> = {
  AmendCertificate: command('AmendCertificate', {
    on: 'certificate',
    by: ['engine'],
    needs: 'address-on-record',
    decide: ({ holderName: _atReceipt, ...data }, certificate) => {
      if (certificate.cases.includes(data.caseId)) return nothing;
      if (!isAlive(certificate)) return refuse.notAlive();
      return [fact('CertificateAmended', { ...data, ...told(data, certificate), ...onAnnex(data, certificate) })];
    },
  }),

  CancelCertificate: command('CancelCertificate', {
    on: 'certificate',
    by: ['engine'],
    decide: (data, certificate) => {
      if (data.caseId !== undefined && certificate.cases.includes(data.caseId)) return nothing;
      // Renewed in the meantime, or ended otherwise: there is nothing left to cancel for having expired.
      if (data.ground === 'expired' && certificate.status !== 'EXPIRED') return nothing;
      return isAlive(certificate) || certificate.status === 'EXPIRED'
        ? [fact('CertificateCancelled', data), ...investigationEnds(certificate)]
        : refuse.notAlive();
    },
  }),
};

// Evolve

/** The face of the certificate after a change: what is named takes the place of what was there. */
function changed(
  certificate: Certificate,
  changes: CertificateChanges,
  { added = [] }: AnnexChange,
  onRecord: string | undefined,
): Certificate {
  const { name, addressName, site, signatories, droppedItems = [], standards, other: _note, ...persons } = changes;
  const { droppedItems: earlier = [], ...before } = certificate.facts ?? {};
  const gone = stillGone([...earlier, ...inWords(certificate.annex, droppedItems)], added);
  const facts: CertifiedFacts = {
    ...before,
    ...persons,
    ...(signatories === undefined ? {} : { signatories: withSignatories(before.signatories ?? [], signatories) }),
    ...(gone.length > 0 ? { droppedItems: gone } : {}),
    ...(standards === undefined ? {} : { standards: [...(before.standards ?? []), ...standards] }),
  };
  const address = site ?? addressName ?? certificate.holder.address ?? onRecord;
  return {
    ...certificate,
    holder: {
      ...certificate.holder,
      ...(name === undefined ? {} : { name }),
      ...(address === undefined ? {} : { address }),
    },
    ...(Object.keys(facts).length === 0 && certificate.facts === undefined ? {} : { facts }),
  };
}

export const changeEvents: EventsOf<ChangeEvents> = {
  CertificateAmended: {
    papers: ['amended-certificate', 'amended-certificate-annex'],
    evolve: (state, { data: { caseId, holderName, changes = {}, annex: effect = {}, filedScope, address } }) => {
      const annex = changedAnnex(state.annex, effect, filedScope);
      return {
        ...changed(
          holderName === undefined ? state : { ...state, holder: { ...state.holder, name: holderName } },
          changes,
          effect,
          address,
        ),
        ...(annex === undefined ? {} : { annex }),
        cases: [...state.cases, caseId],
      };
    },
  },
  CertificateCancelled: {
    papers: ['cancellation-decision'],
    evolve: (state, { data: { caseId, ground }, effectiveAt }) => ({
      ...state,
      status: 'CANCELLED',
      ...(ground === undefined ? {} : { cancelled: { on: dateOf(effectiveAt), ground } }),
      cases: caseId === undefined ? state.cases : [...state.cases, caseId],
    }),
  },
};

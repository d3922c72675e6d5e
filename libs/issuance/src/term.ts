import { scopeProblem, type GrantedScope } from '#case';
import { addDays, dateOf, endOfDay, nothing, type LocalDate } from '#kernel';
import { firstAnnex } from './annex.js';
import { certificatePart, type DefinitionsOf, type EventsOf } from './definition.js';
import * as refuse from './rejections.js';
import { isAlive, TERM_LIMIT, type Certificate, type Holder } from './state.js';

// Commands

interface Made extends GrantedScope {
  readonly number: string;
  readonly holder: Holder;
  readonly field: string;
  readonly issuedOn: LocalDate;
  readonly validTo: LocalDate;
}

export interface TermCommands {
  /** Makes out a new certificate after a grant. Its number is the stream it is appended to. */
  IssueCertificate: Made & { readonly caseId: string };
  /** Takes over a certificate that was issued before this system. */
  RegisterCertificate: Made;
  RenewCertificate: {
    readonly number: string;
    readonly caseId: string;
    readonly validTo: LocalDate;
    readonly deemed: boolean;
    /** The day of the grant; that of the recording where left out. */
    readonly decidedOn?: LocalDate;
    /** Of the record of the body, where the certificate was taken over without one: the engine adds it (办法15). */
    readonly address?: string;
  };
  /** The engine's own: an alarm woke up, or a renewal came to its end. It says nothing but "look at your clocks". */
  ExpireCertificateLimit: {
    readonly limit: string;
    readonly run: number;
    readonly version: number;
    /** The case of a renewal of this certificate that is still open: filled in by the engine. */
    readonly openRenewal?: string;
  };
}

// Events

export interface TermEvents {
  CertificateIssued: Made & { readonly caseId: string };
  CertificateRegistered: Made;
  CertificateRenewed: TermCommands['RenewCertificate'];
  /** Its last day is over and nothing is left that could renew it; effective at 24:00 of that day (办法13, 31). */
  CertificateExpired: { readonly number: string; readonly uscc: string; readonly validTo: LocalDate };
}

// Decide

const { command, fact } = certificatePart<TermCommands, TermEvents>();

export const termCommands: DefinitionsOf<TermCommands, TermEvents> = {
  IssueCertificate: command('IssueCertificate', {
    on: 'no-certificate',
    by: ['engine'],
    decide: (data, { status }) => (status === 'NONE' ? [fact('CertificateIssued', data)] : refuse.numberTaken()),
  }),

  RegisterCertificate: command('RegisterCertificate', {
    on: 'no-certificate',
    by: ['admin', 'engine'],
    decide: (data, { status }, { actor }) => {
      if (actor.role === 'admin' && !refuse.CERTIFICATE_NUMBER.test(data.number)) return refuse.numberInvalid();
      if (status !== 'NONE') return refuse.numberTaken();
      return scopeProblem(data.scopeItems ?? []) ?? [fact('CertificateRegistered', data)];
    },
  }),

  /** A renewal that was granted prevails over an expiry that was recorded meanwhile, and over the cancellation that follows from it. */
  RenewCertificate: command('RenewCertificate', {
    on: 'certificate',
    by: ['engine'],
    needs: 'address-on-record',
    decide: (data, certificate) => {
      if (certificate.cases.includes(data.caseId)) return nothing;
      return isAlive(certificate) || hasOnlyExpired(certificate) ? [fact('CertificateRenewed', data)] : refuse.notAlive();
    },
  }),

  /**
   * Whatever the order of the alarms: while a renewal is open its case decides what becomes of the certificate. In time and
   * accepted, it is deemed granted at this very instant (许可法50); late, the certificate waits for the decision.
   */
  ExpireCertificateLimit: command('ExpireCertificateLimit', {
    on: 'certificate',
    by: ['engine'],
    needs: 'open-renewal',
    decide: ({ limit, openRenewal }, certificate, { now }) => {
      const { number, holder, validTo } = certificate;
      if (limit !== TERM_LIMIT || openRenewal !== undefined) return nothing;
      if (!isAlive(certificate) || endOfDay(validTo) > now) return nothing;
      return [{ ...fact('CertificateExpired', { number, uscc: holder.uscc, validTo }), effectiveAt: endOfDay(validTo) }];
    },
  }),
};

const hasOnlyExpired = ({ status, cancelled }: Certificate): boolean =>
  status === 'EXPIRED' || (status === 'CANCELLED' && cancelled?.ground === 'expired');

// Evolve

const made = (data: Made, ...cases: string[]): Certificate => {
  const { number, holder, field, issuedOn, validTo } = data;
  const annex = firstAnnex(data);
  return { status: 'VALID', number, holder, field, issuedOn, validTo, cases, ...(annex === undefined ? {} : { annex }) };
};

/** The days between the last of the old term and a decision that came after it: not valid, and not healed. */
function gapBefore({ validTo, gaps = [] }: Certificate, deemed: boolean, decidedOn: LocalDate): Pick<Certificate, 'gaps'> {
  const [from, to] = [addDays(validTo, 1), addDays(decidedOn, -1)];
  return deemed || to < from ? {} : { gaps: [...gaps, { from, to }] };
}

export const termEvents: EventsOf<TermEvents> = {
  CertificateIssued: { papers: ['certificate', 'certificate-annex'], evolve: (_state, { data }) => made(data, data.caseId) },
  CertificateRegistered: (_state, { data }) => made(data),
  CertificateRenewed: {
    papers: ['renewed-certificate', 'renewed-certificate-annex'],
    evolve: ({ cancelled: _over, ...state }, { data, effectiveAt }) => ({
      ...state,
      ...gapBefore(state, data.deemed, data.decidedOn ?? dateOf(effectiveAt)),
      ...(data.address === undefined ? {} : { holder: { address: data.address, ...state.holder } }),
      validTo: data.validTo,
      renewedTerm: state.validTo,
      status: state.revokedItems !== undefined ? 'REVOKED_PARTIAL' : data.deemed ? 'DEEMED_RENEWED' : 'VALID',
      cases: [...state.cases, data.caseId],
    }),
  },
  CertificateExpired: (state) => ({ ...state, status: 'EXPIRED' }),
};

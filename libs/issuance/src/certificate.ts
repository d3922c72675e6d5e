import { nothing, reject, type Decider, type LocalDate, type Message } from '#kernel';

// Commands

interface Holder {
  readonly uscc: string;
  readonly name: string;
}

/** `alsoChanges`: further changes of the same case; `changes`: what the certificate is to say, as far as it was given. */
interface Amendment {
  number: string;
  caseId: string;
  change: string;
  alsoChanges?: readonly string[];
  holderName: string;
  changes?: object;
}

export type CertificateCommand =
  /** Makes out a new certificate after a grant. Its number is the stream it is appended to. */
  | Command<
      'IssueCertificate',
      { number: string; caseId: string; holder: Holder; field: string; issuedOn: LocalDate; validTo: LocalDate }
    >
  /** Takes over a certificate that was issued before this system. */
  | Command<'RegisterCertificate', { number: string; holder: Holder; field: string; issuedOn: LocalDate; validTo: LocalDate }>
  | Command<'RenewCertificate', { number: string; caseId: string; validTo: LocalDate; deemed: boolean }>
  | Command<'AmendCertificate', Amendment>
  | Command<'CancelCertificate', { number: string; caseId: string }>;

type Command<T extends string, D> = { readonly type: T; readonly data: Readonly<D> };

// Events

export type CertificateEvent =
  | Command<
      'CertificateIssued',
      { number: string; caseId: string; holder: Holder; field: string; issuedOn: LocalDate; validTo: LocalDate }
    >
  | Command<'CertificateRegistered', { number: string; holder: Holder; field: string; issuedOn: LocalDate; validTo: LocalDate }>
  | Command<'CertificateRenewed', { number: string; caseId: string; validTo: LocalDate; deemed: boolean }>
  | Command<'CertificateAmended', Amendment>
  | Command<'CertificateCancelled', { number: string; caseId: string }>;

// State

export type CertificateStatus = 'VALID' | 'DEEMED_RENEWED' | 'CANCELLED';

export type CertificateState =
  | { readonly status: 'NONE' }
  | {
      readonly status: CertificateStatus;
      readonly number: string;
      readonly holder: Holder;
      readonly field: string;
      readonly issuedOn: LocalDate;
      readonly validTo: LocalDate;
      /** Cases that already had their effect on it: doing one twice changes nothing. */
      readonly cases: readonly string[];
    };

/** Year of issue, issuing organ, field, sector department, serial: 12 digits, serial never 0000. */
export const CERTIFICATE_NUMBER = /^\d{2}(0\d|[12]\d|3[01])(0\d|1\d|2[01])([0-2]\d|3[0-4])(?!0000)\d{4}$/;

// Decide

const numberTaken = () =>
  reject('certificate-number-taken', 'conflict', {
    zh: '证书编号已被使用',
    en: 'This certificate number is in use',
    field: 'number',
  });
const notFound = () => reject('certificate-not-found', 'not-found', { zh: '没有这张证书', en: 'There is no such certificate' });
const notAlive = () =>
  reject('certificate-not-alive', 'conflict', { zh: '证书已注销', en: 'The certificate has been cancelled', basis: ['办法31'] });
const wrongRole = () =>
  reject('wrong-role', 'forbidden', {
    zh: '由系统或管理员办理',
    en: 'Done by the engine or an administrator',
    allowed: ['engine', 'admin'],
  });
const numberInvalid = () =>
  reject('certificate-number-invalid', 'invalid', {
    zh: '证书编号应为 12 位：年份、发证机关、领域、行业主管部门、流水号',
    en: 'A certificate number has 12 digits: year, organ, field, sector, serial',
    field: 'number',
    allowed: [CERTIFICATE_NUMBER.source],
  });

export const certificateDecider: Decider<CertificateState, CertificateCommand, CertificateEvent> = {
  initial: { status: 'NONE' },
  commands: ['IssueCertificate', 'RegisterCertificate', 'RenewCertificate', 'AmendCertificate', 'CancelCertificate'],

  decide(command, state, { actor }) {
    if (actor.role !== 'engine' && !(actor.role === 'admin' && command.type === 'RegisterCertificate')) return wrongRole();
    switch (command.type) {
      case 'IssueCertificate':
        return state.status === 'NONE' ? [{ type: 'CertificateIssued', data: command.data }] : numberTaken();
      case 'RegisterCertificate':
        if (actor.role === 'admin' && !CERTIFICATE_NUMBER.test(command.data.number)) return numberInvalid();
        return state.status === 'NONE' ? [{ type: 'CertificateRegistered', data: command.data }] : numberTaken();
      case 'RenewCertificate':
        return onLive(state, command, 'CertificateRenewed');
      case 'AmendCertificate':
        return onLive(state, command, 'CertificateAmended');
      case 'CancelCertificate':
        return onLive(state, command, 'CertificateCancelled');
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'CertificateIssued':
      case 'CertificateRegistered': {
        const { holder, number, field, issuedOn, validTo } = event.data;
        return {
          status: 'VALID',
          number,
          holder,
          field,
          issuedOn,
          validTo,
          cases: 'caseId' in event.data ? [event.data.caseId] : [],
        };
      }
      case 'CertificateRenewed':
        return changed(state, event.data.caseId, {
          validTo: event.data.validTo,
          status: event.data.deemed ? 'DEEMED_RENEWED' : 'VALID',
        });
      case 'CertificateAmended':
        return state.status === 'NONE'
          ? state
          : changed(state, event.data.caseId, { holder: { ...state.holder, name: event.data.holderName } });
      case 'CertificateCancelled':
        return changed(state, event.data.caseId, { status: 'CANCELLED' });
    }
  },
};

type Live = Exclude<CertificateState, { status: 'NONE' }>;
type Change = Extract<CertificateCommand, { type: 'RenewCertificate' | 'AmendCertificate' | 'CancelCertificate' }>;

function onLive<E extends CertificateEvent['type']>(state: CertificateState, command: Change, type: E) {
  if (state.status === 'NONE') return notFound();
  if (state.cases.includes(command.data.caseId)) return nothing;
  return state.status === 'CANCELLED'
    ? notAlive()
    : [{ type, data: command.data } as Message as Extract<CertificateEvent, { type: E }>];
}

const changed = (state: CertificateState, caseId: string, change: Partial<Live>): CertificateState =>
  state.status === 'NONE' ? state : { ...state, ...change, cases: [...state.cases, caseId] };

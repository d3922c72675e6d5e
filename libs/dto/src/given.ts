import type { CommandName, GivenCommands, Material } from '#case';
import type { InspectionCommandName, InspectionCommands } from '#inspection';
import type { InstitutionCommandName, InstitutionCommands, SharedRecord } from '#institution';
import type { CertificateCommandName, CertificateCommands } from '#issuance';
import type { Decider, LocalDate } from '#kernel';
import type { CalendarPublicationDecider, PolicyPublicationDecider } from '#law';

/** What somebody says with a command: its data without what the office adds, a day as it is typed. */
export type Given<T extends AnyCommand | SingleCommand> = Said<Omit<Commands[T], T extends keyof Added ? Added[T] : never>>;

/** A command of which its name says everything. */
export const NOTHING = null;

/** The commands of cases, verifications, certificates and bodies. */
export type AnyCommand = CommandName | InspectionCommandName | CertificateCommandName | InstitutionCommandName;

/** Those of a stream that has but one. */
export type SingleCommand = keyof Single;

interface Single {
  PublishPolicy: DataOf<PolicyPublicationDecider>;
  PublishCalendar: DataOf<CalendarPublicationDecider>;
  /** What a material says that an application states too. */
  RecordSharedMaterial: Omit<SharedRecord, 'attests'> & {
    readonly uscc: string;
    readonly attests?: Omit<NonNullable<SharedRecord['attests']>, 'certificateNumber'>;
  };
}

type DataOf<D> = D extends Decider<infer _S, infer C, infer _E> ? (C extends { data: infer T } ? T : never) : never;

type Holder = CertificateCommands['RegisterCertificate']['holder'];

type Commands = Single &
  Omit<GivenCommands, 'OrderRectification'> &
  InspectionCommands &
  Omit<CertificateCommands, 'RegisterCertificate'> &
  InstitutionCommands & {
    /** The notice names what is to be put right (办法26). */
    OrderRectification: Required<GivenCommands['OrderRectification']>;
    /** The holder field by field. */
    RegisterCertificate: Omit<CertificateCommands['RegisterCertificate'], 'holder' | 'field' | 'filedScope'> &
      Pick<Holder, 'uscc' | 'address'> & { readonly holder: Holder['name'] };
  };

/** The id of a new case, the policy of a what-if run, what is known of the people named, the body of the address, what the engine alone says. */
interface Added {
  SubmitApplication: 'caseId' | 'policy';
  StopReview: 'consentName' | 'consentUscc';
  OpenHearing: 'chairName' | 'chairUscc';
  OpenRevocation: 'caseId' | 'inspectors';
  RegisterFacts: 'uscc' | 'knownAs' | 'decidedAt';
  RecordStanding: 'uscc';
  RecordCreditClass: 'uscc';
  RecordBreach: 'uscc' | 'name' | 'legalRepresentative' | 'on' | 'caseId' | 'barsCommitment';
  LiftEntry: 'uscc';
  PublishPolicy: 'sha256';
  PublishCalendar: 'sha256';
}

/** The same at any depth: a file gets its id on receipt, and the body of a person is that of the account. */
export type Said<T> = unknown extends T
  ? unknown
  : T extends LocalDate
    ? string
    : T extends string | number | boolean | undefined
      ? T
      : T extends readonly (infer I)[]
        ? readonly Said<I>[]
        : { readonly [K in keyof T as Exclude<K, AddedTo<T>>]: Said<T[K]> };

type AddedTo<T> = T extends Material ? 'id' : T extends Person ? 'uscc' : never;

interface Person {
  readonly id: string;
  readonly uscc?: string;
}

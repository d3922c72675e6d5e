import type { CommandName, GivenCommands, Material } from '#case';
import type { InspectionCommandName, InspectionCommands } from '#inspection';
import type { InstitutionCommandName, InstitutionCommands } from '#institution';
import type { CertificateCommandName, CertificateCommands } from '#issuance';
import type { LocalDate } from '#kernel';

/** What somebody says with a command: its data without what the office adds, a day as it is typed. */
export type Given<T extends AnyCommand> = Said<Omit<Commands[T], T extends keyof Added ? Added[T] : never>>;

/** A command of which its name says everything. */
export const NOTHING = null;

export type AnyCommand = CommandName | InspectionCommandName | CertificateCommandName | InstitutionCommandName;

type Holder = CertificateCommands['RegisterCertificate']['holder'];

type Commands = Omit<GivenCommands, 'OrderRectification'> &
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
}

/** The same at any depth: a file gets its id on receipt, and the body of a person is that of the account. */
export type Said<T> = T extends LocalDate
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

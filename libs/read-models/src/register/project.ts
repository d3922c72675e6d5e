import type { Certificate, CertificateState } from '#issuance';
import { canonical } from '#kernel';
import type { Screen } from '../screen.js';

/** One certificate in the public register. Lists are kept as JSON; what is not known is null. */
export type RegisterRow = {
  number: string;
  uscc: string;
  holder: string;
  /** For searching, whatever the width or the bracket. */
  holder_key: string;
  address: string | null;
  field: string;
  issued_on: string;
  valid_to: string;
  status: string;
  dropped_items: string | null;
  standards: string | null;
  signatories: string | null;
  gaps: string | null;
  revocations: string | null;
  cancelled: string | null;
};

export const register: Screen<RegisterRow> = {
  table: 'register',
  version: 5,
  columns: {
    number: 'TEXT PRIMARY KEY',
    uscc: 'TEXT NOT NULL',
    holder: 'TEXT NOT NULL',
    holder_key: 'TEXT NOT NULL',
    address: 'TEXT',
    field: 'TEXT NOT NULL',
    issued_on: 'TEXT NOT NULL',
    valid_to: 'TEXT NOT NULL',
    status: 'TEXT NOT NULL',
    dropped_items: 'TEXT',
    standards: 'TEXT',
    signatories: 'TEXT',
    gaps: 'TEXT',
    revocations: 'TEXT',
    cancelled: 'TEXT',
  },
  indexes: [['uscc', 'field', 'valid_to', 'status']],
  streamOf: "'certificate-' || number",
  showsAll: true,
  category: 'certificate',

  rows({ after }) {
    const certificate = after.state as CertificateState;
    return certificate.status === 'NONE' ? [] : [rowOf(certificate)];
  },
};

const rowOf = ({
  number,
  holder,
  field,
  issuedOn,
  validTo,
  status,
  facts,
  gaps,
  revoked,
  cancelled,
}: Certificate): RegisterRow => ({
  number,
  uscc: holder.uscc,
  holder: holder.name,
  holder_key: canonical(holder.name),
  address: holder.address ?? null,
  field,
  issued_on: issuedOn,
  valid_to: validTo,
  status,
  dropped_items: json(facts?.droppedItems),
  standards: json(facts?.standards),
  signatories: json(facts?.signatories),
  gaps: json(gaps),
  revocations: json(revoked?.map(({ on, ground, scope, items }) => ({ on, ground, scope, items }))),
  cancelled: json(cancelled),
});

const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

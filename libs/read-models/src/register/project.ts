import type { CertificateState } from '#issuance';
import type { Screen } from '../screen.js';

/** One certificate in the public register. */
export type RegisterRow = {
  number: string;
  uscc: string;
  holder: string;
  field: string;
  issued_on: string;
  valid_to: string;
  status: string;
};

export const register: Screen<RegisterRow> = {
  table: 'register',
  version: 1,
  columns: {
    number: 'TEXT PRIMARY KEY',
    uscc: 'TEXT NOT NULL',
    holder: 'TEXT NOT NULL',
    field: 'TEXT NOT NULL',
    issued_on: 'TEXT NOT NULL',
    valid_to: 'TEXT NOT NULL',
    status: 'TEXT NOT NULL',
  },
  indexes: [['uscc']],
  category: 'certificate',

  rows({ after }) {
    const certificate = after.state as CertificateState;
    if (certificate.status === 'NONE') return [];
    const { number, holder, field, issuedOn, validTo, status } = certificate;
    return [{ number, uscc: holder.uscc, holder: holder.name, field, issued_on: issuedOn, valid_to: validTo, status }];
  },
};

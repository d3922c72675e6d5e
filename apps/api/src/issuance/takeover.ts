import { engineCommand } from '../approvals/engine-command.js';

/** A certificate that was issued before this system, as the engine takes it. */
export interface Takeover {
  readonly number: string;
  readonly holder: { readonly uscc: string; readonly name: string; readonly address?: string };
  readonly field: string;
  readonly issuedOn: string;
  readonly validTo: string;
  readonly scopeItems?: readonly object[];
}

export const REGISTER_CERTIFICATE = engineCommand<Takeover>({
  name: 'RegisterCertificate',
  logged: 'takeover',
  stream: ({ number }) => `certificate-${number}`,
  answer: async ({ number }, { revision }) => ({ number, revision }),
});

import { caseCommands, type CommandName } from '#case';
import { inspectionCommands, type InspectionCommandName } from '#inspection';
import { institutionCommands, type InstitutionCommandName } from '#institution';
import { certificateCommands, type CertificateCommandName } from '#issuance';
import type { Role } from '#kernel';

/** Commands of a verification, of a certificate or of a body's record: of anything but a case. */
export type LaterCommandName = InspectionCommandName | CertificateCommandName | InstitutionCommandName;

interface Offer {
  readonly by: readonly Role[];
  /** When it is possible, in words of the API document. */
  readonly when: string;
}

const listed = (commands: Readonly<Record<string, { readonly by: readonly Role[]; readonly in: readonly string[] }>>) =>
  Object.entries(commands).map(([name, one]): [string, Offer] => [
    name,
    { by: one.by, when: `Possible in: ${one.in.join(', ')}.` },
  ]);

const NEEDS = {
  'no-certificate': 'For a number that is not in use.',
  certificate: 'For a certificate that exists.',
  investigation: 'While an investigation into the certificate is open.',
} as const;

/** From the same tables that the server refuses by. */
const OFFERS = new Map<string, Offer>([
  ...listed(caseCommands),
  ...listed(inspectionCommands),
  ...Object.entries(certificateCommands).map(([name, { by, needs }]): [string, Offer] => [name, { by, when: NEEDS[needs] }]),
  ...Object.entries(institutionCommands).map(([name, { by }]): [string, Offer] => [name, { by, when: 'Possible at any time.' }]),
]);

export function offerOf(name: CommandName | LaterCommandName): Offer {
  const offer = OFFERS.get(name);
  if (offer === undefined) throw new Error(`no decider knows the command ${name}`);
  return offer;
}

/** What people, and not the engine too, may give: some route has to offer each. */
export const PEOPLES_COMMANDS: readonly string[] = [...OFFERS]
  .filter(([, { by }]) => !by.includes('engine'))
  .map(([name]) => name);

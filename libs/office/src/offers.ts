import { caseCommands, type CommandName } from '#case';
import { inspectionCommands, type InspectionCommandName } from '#inspection';
import { institutionCommands, type InstitutionCommandName } from '#institution';
import { certificateCommands, type CertificateCommandName } from '#issuance';
import type { Names, Role } from '#kernel';

/** Commands of a verification, of a certificate or of a body's record: of anything but a case. */
export type RecordCommandName = InspectionCommandName | CertificateCommandName | InstitutionCommandName;

interface Offer {
  readonly by: readonly Role[];
  readonly names?: Names;
  /** When it is possible, in words of the API document; undefined where it begins a case. */
  readonly when: string | undefined;
}

/** What a definition says of a command, whichever aggregate it belongs to. */
type Told = Omit<Offer, 'when'>;

const listed = <D extends Told>(commands: Readonly<Record<string, D>>, when: (definition: NoInfer<D>) => string | undefined) =>
  Object.entries(commands).map(([name, definition]): [string, Offer] => [name, { ...definition, when: when(definition) }]);

const inStatuses = ({ in: statuses }: { readonly in: readonly string[] }) =>
  statuses.every((status) => status === 'none') ? undefined : `Possible in: ${statuses.join(', ')}.`;

const FOR = {
  'no-certificate': 'For a number that is not in use.',
  certificate: 'For a certificate that exists.',
  investigation: 'While an investigation into the certificate is open.',
} as const;

/** From the same tables that the server refuses by. */
const OFFERS = new Map<string, Offer>([
  ...listed(caseCommands, inStatuses),
  ...listed(inspectionCommands, inStatuses),
  ...listed(certificateCommands, ({ on }) => FOR[on]),
  ...listed(institutionCommands, () => 'Possible at any time.'),
]);

export function offerOf(name: CommandName | RecordCommandName): Offer {
  const offer = OFFERS.get(name);
  if (offer === undefined) throw new Error(`no decider knows the command ${name}`);
  return offer;
}

export const namesIn = (name: string): Names => OFFERS.get(name)?.names ?? {};

/** What people, and not the engine too, may give: some route has to offer each. */
export const PEOPLES_COMMANDS: readonly string[] = [...OFFERS]
  .filter(([, { by }]) => !by.includes('engine'))
  .map(([name]) => name);

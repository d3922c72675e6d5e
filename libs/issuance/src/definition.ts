import type { Law } from '#law';
import type { Context, Dated, Decision, Fact, MessagesOf, Role } from '#kernel';
import type { CalendarCommands, CalendarEvents } from './calendar.js';
import type { ChangeCommands, ChangeEvents } from './changes.js';
import type { RevocationCommands, RevocationEvents } from './revocation.js';
import type { Certificate, CertificateState, Investigated } from './state.js';
import type { TermCommands, TermEvents } from './term.js';

export type CertificateCommands = TermCommands & ChangeCommands & RevocationCommands & CalendarCommands;
export type CertificateEvents = TermEvents & ChangeEvents & RevocationEvents & CalendarEvents;

export type CertificateCommand = MessagesOf<CertificateCommands>;
export type CertificateEvent = MessagesOf<CertificateEvents>;
export type CertificateCommandName = keyof CertificateCommands;
export type CertificateEventName = keyof CertificateEvents;
export type EventOf<T extends CertificateEventName> = Extract<CertificateEvent, { type: T }>;

export interface CertificateContext extends Context {
  readonly law: Law;
}

/** What there must be: no certificate yet, a certificate, or an investigation into one. */
export type Needs = 'no-certificate' | 'certificate' | 'investigation';

interface StateFor {
  readonly 'no-certificate': CertificateState;
  readonly certificate: Certificate;
  readonly investigation: Investigated;
}

interface Definition<T extends CertificateCommandName, N extends Needs> {
  readonly needs: N;
  readonly by: readonly Role[];
  readonly decide: (
    data: CertificateCommands[T],
    certificate: StateFor[N],
    context: CertificateContext,
  ) => Decision<Fact<CertificateEvent>>;
}
export interface AnyDefinition {
  readonly needs: Needs;
  readonly by: readonly Role[];
  readonly decide: (data: never, certificate: never, context: CertificateContext) => Decision<Fact<CertificateEvent>>;
}
export type DefinitionsOf<M> = { readonly [T in keyof M & CertificateCommandName]: AnyDefinition };

/** Names the command once, so that the types of its data and of the state it needs follow. */
export const command = <T extends CertificateCommandName, N extends Needs>(
  _name: T,
  definition: Definition<T, N>,
): AnyDefinition => definition;

/** How each event of a part changes the certificate; a new event without its entry does not compile. */
export type EvolversOf<M> = {
  readonly [T in keyof M & CertificateEventName]: (state: Certificate, event: Dated<EventOf<T>>) => Certificate;
};

export const fact = <T extends CertificateEventName>(type: T, data: CertificateEvents[T]): Fact<EventOf<T>> =>
  ({ type, data }) as Fact<EventOf<T>>;

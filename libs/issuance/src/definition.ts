import {
  factsOf,
  type AnyCommand,
  type CommandOf,
  type CommandsOf,
  type Context,
  type EventsOf as Events,
  type Message,
  type MessagesOf,
  type ToldInWriting,
} from '#kernel';
import type { Law } from '#law';
import type { Certificate, CertificateState, Investigated } from './state.js';

export interface CertificateContext extends Context {
  readonly law: Law;
}

/** What it is about: no certificate yet, a certificate, or an investigation into one. */
type Subject = 'no-certificate' | 'certificate' | 'investigation';

interface StateFor {
  readonly 'no-certificate': CertificateState;
  readonly certificate: Certificate;
  readonly investigation: Investigated;
}

/** Of elsewhere: which address the body has on record, whether a renewal of the certificate is open. */
export type CertificateNeed = 'address-on-record' | 'open-renewal';

interface Where<N extends Subject> {
  readonly on: N;
  readonly needs?: CertificateNeed;
  /** Whether the certificate has any use for it, whoever asks. `decide` turns it down with the reason. */
  readonly fits?: (certificate: Certificate) => boolean;
}

export type AnyDefinition<E extends Message> = AnyCommand<CertificateContext, E, Where<Subject>>;
export type DefinitionsOf<C, E> = CommandsOf<C, CertificateContext, MessagesOf<E>, Where<Subject>>;
export type EventsOf<E> = Events<E, Certificate, Certificate, ToldInWriting>;

/**
 * A part of the certificate's life: `C` its commands, `E` the events that they cause. `command` names each once, so that the types of
 * its data and of the state it is decided on follow.
 */
export const certificatePart = <C, E>() => ({
  command: <T extends keyof C & string, N extends Subject>(
    _name: T,
    definition: CommandOf<C[T], StateFor[N], CertificateContext, MessagesOf<E>, Where<N>>,
  ): AnyDefinition<MessagesOf<E>> => definition,
  fact: factsOf<E>(),
});

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

/** What there must be: no certificate yet, a certificate, or an investigation into one. */
export type Needs = 'no-certificate' | 'certificate' | 'investigation';

interface StateFor {
  readonly 'no-certificate': CertificateState;
  readonly certificate: Certificate;
  readonly investigation: Investigated;
}

interface Where<N extends Needs> {
  readonly needs: N;
  /** Whether the certificate has any use for it, whoever asks. `decide` turns it down with the reason. */
  readonly fits?: (certificate: Certificate) => boolean;
}

export type AnyDefinition<E extends Message> = AnyCommand<CertificateContext, E, Where<Needs>>;
export type DefinitionsOf<C, E> = CommandsOf<C, CertificateContext, MessagesOf<E>, Where<Needs>>;
export type EventsOf<E> = Events<E, Certificate, Certificate, ToldInWriting>;

/**
 * A part of the certificate's life: `C` its commands, `E` the events that they cause. `command` names each once, so that the types of
 * its data and of the state it needs follow.
 */
export const certificatePart = <C, E>() => ({
  command: <T extends keyof C & string, N extends Needs>(
    _name: T,
    definition: CommandOf<C[T], StateFor[N], CertificateContext, MessagesOf<E>, Where<N>>,
  ): AnyDefinition<MessagesOf<E>> => definition,
  fact: factsOf<E>(),
});

import type { MessagesOf } from '#kernel';
import type { CommitmentCommands, CommitmentEvents } from './commitments.js';
import type { CreditCommands, CreditEvents } from './credit.js';
import type { RegistrationCommands, RegistrationEvents } from './registration.js';

export type InstitutionCommands = RegistrationCommands & CreditCommands & CommitmentCommands;
export type InstitutionEvents = RegistrationEvents & CreditEvents & CommitmentEvents;

export type InstitutionCommand = MessagesOf<InstitutionCommands>;
export type InstitutionEvent = MessagesOf<InstitutionEvents>;
export type InstitutionCommandName = keyof InstitutionCommands;

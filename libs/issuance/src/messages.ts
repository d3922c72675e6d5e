import type { MessagesOf } from '#kernel';
import type { CalendarCommands, CalendarEvents } from './calendar.js';
import type { ChangeCommands, ChangeEvents } from './changes.js';
import type { RevocationCommands, RevocationEvents } from './revocation.js';
import type { TermCommands, TermEvents } from './term.js';

export type CertificateCommands = TermCommands & ChangeCommands & RevocationCommands & CalendarCommands;
export type CertificateEvents = TermEvents & ChangeEvents & RevocationEvents & CalendarEvents;

export type CertificateCommand = MessagesOf<CertificateCommands>;
export type CertificateEvent = MessagesOf<CertificateEvents>;
export type CertificateCommandName = keyof CertificateCommands;
export type CertificateEventName = keyof CertificateEvents;

export * from './annex.js';
export { type AnnexRow } from './annex-rows.js';
export { certificateCommands, certificateDecider, certificateEvents } from './certificate.js';
export type { CertificateNeed } from './definition.js';
export type {
  CertificateCommand,
  CertificateCommandName,
  CertificateCommands,
  CertificateEvent,
  CertificateEventName,
  CertificateEvents,
} from './messages.js';
export { investigationExpiries } from './expiry.js';
export { permitted as permittedOnCertificate } from './permitted.js';
export { CERTIFICATE_NUMBER } from './rejections.js';
export * from './state.js';

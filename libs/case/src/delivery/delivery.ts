import { casePart, type DefinitionsOf, type EventsOf } from '../definition.js';
import * as refuse from '../rejections.js';

// Commands

export interface DeliveryCommands {
  RecordCertificate: { readonly number: string };
  DeliverCertificate: object;
}

// Events

export interface DeliveryEvents {
  CertificateReady: { readonly number: string };
  CertificateDelivered: { readonly number: string };
}

// Decide

const { command, event, fact } = casePart<DeliveryCommands, DeliveryEvents>();

export const deliveryCommands: DefinitionsOf<DeliveryCommands, DeliveryEvents> = {
  RecordCertificate: command('RecordCertificate', {
    in: ['granted'],
    by: ['engine'],
    decide: ({ number }, state) => (state.certificateNumber === number ? [] : [fact('CertificateReady', { number })]),
  }),

  DeliverCertificate: command('DeliverCertificate', {
    in: ['granted'],
    by: ['clerk'],
    nextIn: ['granted'],
    decide: (_data, { certificateNumber }) =>
      certificateNumber === undefined
        ? refuse.certificateNotReady()
        : [fact('CertificateDelivered', { number: certificateNumber })],
  }),
};

// Evolve

export const deliveryEvents: EventsOf<DeliveryEvents> = {
  CertificateReady: event('CertificateReady', {
    in: ['granted'],
    evolve: (state, { data }) => ({ ...state, certificateNumber: data.number }),
  }),
  CertificateDelivered: event('CertificateDelivered', {
    in: ['granted'],
    papers: ['proof-of-delivery'],
    custody: 'closed',
    evolve: ({ file }, { data }) => ({ status: 'delivered', file, certificateNumber: data.number }),
  }),
};

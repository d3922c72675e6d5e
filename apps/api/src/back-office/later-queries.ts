import type { Engine } from '#engine';
import type { InspectionState } from '#inspection';
import type { InstitutionState } from '#institution';
import type { CertificateEvent, CertificateState } from '#issuance';
import { dateOf, reject, type Dated, type LocalDate, type Rejection } from '#kernel';
import { documentsOfCertificate, type DocumentTemplates } from '#official-documents';
import {
  viewCertificate,
  viewInspection,
  viewInstitution,
  listOrders,
  type ListOrder,
  type PageRequest,
  type ReadModels,
} from '#read-models';
import { sees } from '../actors.js';
import type { AtLeast, BackOffice } from './back-office.js';

export type LaterQueries = Pick<
  BackOffice,
  | 'certificateFile'
  | 'certificateDocuments'
  | 'revocations'
  | 'inspections'
  | 'inspection'
  | 'institutions'
  | 'institution'
  | 'falseCommitments'
>;

type WhenSeen = <T>(ask: AtLeast, read: () => Promise<T>) => Promise<T | Rejection>;

/** The same for a page of a list, whose cursor is looked at first. */
export type PageOf = <T>(order: ListOrder, ask: AtLeast & PageRequest, read: () => Promise<T>) => Promise<T | Rejection>;

/** What happens after a grant, and what is on record about bodies. */
export function createLaterQueries(
  { law, clock, store, load }: Engine,
  screens: ReadModels,
  forms: DocumentTemplates,
  whenSeen: WhenSeen,
  pageOf: PageOf,
): LaterQueries {
  const today = (): LocalDate => dateOf(clock.now());

  return {
    async certificateFile({ number, viewer }) {
      const stream = `certificate-${number}`;
      const state = (await load(stream)).state as CertificateState;
      if (state.status === 'NONE' || !sees(viewer, state.holder.uscc)) return certificateNotFound();
      return viewCertificate(state, await store.readStream(stream), viewer, law, clock.now());
    },
    async certificateDocuments({ number, viewer }) {
      const stream = `certificate-${number}`;
      const state = (await load(stream)).state as CertificateState;
      if (state.status === 'NONE' || !sees(viewer, state.holder.uscc)) return certificateNotFound();
      return documentsOfCertificate((await store.readStream(stream)) as unknown as Dated<CertificateEvent>[], law, forms);
    },
    revocations: (ask) => pageOf(listOrders.revocations, ask, () => screens.revocations(ask, today())),
    inspections: (ask) => pageOf(listOrders.inspections, ask, () => screens.inspections(ask, today())),
    inspection: (ask) =>
      whenSeen(ask, async () => {
        const stream = `inspection-${ask.caseId}`;
        const state = (await load(stream)).state as InspectionState;
        if (state.status === 'none' || !sees(ask.viewer, state.file.institution.uscc)) return inspectionNotFound();
        return viewInspection(state, await store.readStream(stream), ask.viewer, law, clock.now());
      }),
    institutions: (ask) => pageOf(listOrders.institutions, ask, () => screens.institutions(ask, today())),
    async institution({ uscc, viewer }) {
      if (!sees(viewer, uscc)) return institutionNotFound();
      const stream = `institution-${uscc}`;
      const { state, revision } = await load(stream);
      const isOwn = viewer.some((actor) => actor.uscc === uscc);
      if (revision < 0 && !isOwn && !screens.isKnown(uscc)) return institutionNotFound();
      return viewInstitution(uscc, state as InstitutionState, await store.readStream(stream), today());
    },
    falseCommitments: (ask) => pageOf(listOrders.falseCommitments, ask, () => screens.falseCommitments(ask)),
  };
}

export const certificateNotFound = (): Rejection =>
  reject('certificate-not-found', 'not-found', { zh: '没有此编号的证书', en: 'There is no certificate of that number' });

const inspectionNotFound = (): Rejection =>
  reject('inspection-not-found', 'not-found', { zh: '没有这项核查', en: 'There is no such verification' });

const institutionNotFound = (): Rejection =>
  reject('institution-not-found', 'not-found', {
    zh: '没有该机构的任何记录',
    en: 'Nothing is known of this body',
    field: 'uscc',
  });

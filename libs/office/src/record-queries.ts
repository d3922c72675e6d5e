import type { Engine } from '#engine';
import type { InspectionState } from '#inspection';
import type { InstitutionState } from '#institution';
import type { CertificateEvent, CertificateState } from '#issuance';
import { dateOf, reject, type Dated, type LocalDate, type Rejection } from '#kernel';
import { documentsOfCertificate, type DocumentTemplates, type OfficialDocument } from '#official-documents';
import {
  viewCertificate,
  viewInspection,
  viewInstitution,
  withAnnex,
  type CertificateView,
  type InspectionView,
  type InstitutionView,
  type ReadModels,
  type RegisterFile,
} from '#read-models';
import type { AtLeast, WhenSeen } from './seen.js';
import { sees, type Viewer } from './viewers.js';

interface CertificateAsk {
  readonly number: string;
  readonly viewer: Viewer;
}

interface InspectionAsk extends AtLeast {
  readonly caseId: string;
  readonly viewer: Viewer;
}

/** Certificates, verifications and what is on record about bodies, one at a time. */
export function createRecordQueries(
  { law, clock, store, load }: Engine,
  screens: ReadModels,
  forms: DocumentTemplates,
  whenSeen: WhenSeen,
) {
  const today = (): LocalDate => dateOf(clock.now());

  return {
    async certificate({ number }: { readonly number: string }): Promise<RegisterFile | Rejection> {
      const entry = await screens.certificate(number, today());
      if (entry === undefined) return certificateNotFound();
      const state = (await load(`certificate-${number}`)).state as CertificateState;
      const { signatories } = (await load(`institution-${entry.uscc}`)).state as InstitutionState;
      return state.status === 'NONE' ? entry : withAnnex(entry, state, signatories?.list);
    },

    async certificateFile({ number, viewer }: CertificateAsk): Promise<CertificateView | Rejection> {
      const stream = `certificate-${number}`;
      const state = (await load(stream)).state as CertificateState;
      if (state.status === 'NONE' || !sees(viewer, state.holder.uscc)) return certificateNotFound();
      return viewCertificate(state, await store.readStream(stream), viewer, law, clock.now());
    },

    async certificateDocuments({ number, viewer }: CertificateAsk): Promise<readonly OfficialDocument[] | Rejection> {
      const stream = `certificate-${number}`;
      const state = (await load(stream)).state as CertificateState;
      if (state.status === 'NONE' || !sees(viewer, state.holder.uscc)) return certificateNotFound();
      return documentsOfCertificate((await store.readStream(stream)) as unknown as Dated<CertificateEvent>[], law, forms);
    },

    inspection: (asked: InspectionAsk): Promise<InspectionView | Rejection> =>
      whenSeen<InspectionView | Rejection>(asked, async () => {
        const stream = `inspection-${asked.caseId}`;
        const state = (await load(stream)).state as InspectionState;
        if (state.status === 'none' || !sees(asked.viewer, state.file.institution.uscc)) return inspectionNotFound();
        return viewInspection(state, await store.readStream(stream), asked.viewer, law, clock.now());
      }),

    /** A body sees its own file only. One that nobody has heard of has none; of one that is known otherwise the file may be empty. */
    async institution({
      uscc,
      viewer,
    }: {
      readonly uscc: string;
      readonly viewer: Viewer;
    }): Promise<InstitutionView | Rejection> {
      if (!sees(viewer, uscc)) return institutionNotFound();
      const stream = `institution-${uscc}`;
      const { state, revision } = await load(stream);
      const isOwn = viewer.some((actor) => actor.uscc === uscc);
      if (revision < 0 && !isOwn && !(await screens.isKnown(uscc))) return institutionNotFound();
      return viewInstitution(uscc, state as InstitutionState, await store.readStream(stream), today());
    },
  };
}

const certificateNotFound = (): Rejection =>
  reject('certificate-not-found', 'not-found', { zh: '没有此编号的证书', en: 'There is no certificate of that number' });

const inspectionNotFound = (): Rejection =>
  reject('inspection-not-found', 'not-found', { zh: '没有这项核查', en: 'There is no such verification' });

const institutionNotFound = (): Rejection =>
  reject('institution-not-found', 'not-found', {
    zh: '没有该机构的任何记录',
    en: 'Nothing is known of this body',
    field: 'uscc',
  });

import type { Engine } from '#engine';
import type { InspectionState } from '#inspection';
import type { InstitutionState } from '#institution';
import type { CertificateEvent, CertificateState } from '#issuance';
import { dateOf, reject, type Actor, type Dated, type LocalDate, type Rejection } from '#kernel';
import { documentsOfCertificate, type DocumentTemplates } from '#official-documents';
import { viewCertificate, viewInspection, viewInstitution, type ReadModels } from '#read-models';
import { isApplicantOnly } from '../actors.js';
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

/** What happens after a grant, and what is on record about bodies. */
export function createLaterQueries(
  { law, clock, store, load }: Engine,
  screens: ReadModels,
  forms: DocumentTemplates,
  whenSeen: WhenSeen,
): LaterQueries {
  const today = (): LocalDate => dateOf(clock.now());

  return {
    async certificateFile({ number, viewer }) {
      const stream = `certificate-${number}`;
      const state = (await load(stream)).state as CertificateState;
      if (state.status === 'NONE' || isForeign(state.holder.uscc, viewer)) return certificateNotFound();
      return viewCertificate(state, await store.readStream(stream), viewer, law, clock.now());
    },
    async certificateDocuments({ number, viewer }) {
      const stream = `certificate-${number}`;
      const state = (await load(stream)).state as CertificateState;
      if (state.status === 'NONE' || isForeign(state.holder.uscc, viewer)) return certificateNotFound();
      return documentsOfCertificate((await store.readStream(stream)) as unknown as Dated<CertificateEvent>[], law, forms);
    },
    revocations: (ask) => whenSeen(ask, () => screens.revocations(ask, today())),
    inspections: (ask) => whenSeen(ask, () => screens.inspections(ask, today())),
    inspection: (ask) =>
      whenSeen(ask, async () => {
        const stream = `inspection-${ask.caseId}`;
        const state = (await load(stream)).state as InspectionState;
        if (state.status === 'none' || isForeign(state.file.institution.uscc, ask.viewer)) return inspectionNotFound();
        return viewInspection(state, await store.readStream(stream), ask.viewer, law, clock.now());
      }),
    institutions: (ask) => whenSeen(ask, () => screens.institutions(ask, today())),
    async institution({ uscc, viewer }) {
      if (isForeign(uscc, viewer)) return notYourInstitution();
      const stream = `institution-${uscc}`;
      const { state, revision } = await load(stream);
      const isOwn = viewer.some((actor) => actor.uscc === uscc);
      if (revision < 0 && !isOwn && !screens.isKnown(uscc)) return institutionNotFound();
      return viewInstitution(uscc, state as InstitutionState, await store.readStream(stream), today());
    },
    falseCommitments: (ask) => whenSeen(ask, () => screens.falseCommitments(ask)),
  };
}

/** An applicant's view ends at the body they act for. */
const isForeign = (uscc: string, viewer: readonly Actor[]): boolean => isApplicantOnly(viewer) && viewer[0]?.uscc !== uscc;

export const certificateNotFound = (): Rejection =>
  reject('certificate-not-found', 'not-found', { zh: '没有此编号的证书', en: 'There is no certificate of that number' });

const inspectionNotFound = (): Rejection =>
  reject('inspection-not-found', 'not-found', { zh: '没有这项核查', en: 'There is no such verification' });

const notYourInstitution = (): Rejection =>
  reject('not-your-institution', 'forbidden', { zh: '只能查看本机构的档案', en: 'You may see the file of your own body only' });

const institutionNotFound = (): Rejection =>
  reject('institution-not-found', 'not-found', {
    zh: '没有该机构的任何记录',
    en: 'Nothing is known of this body',
    field: 'uscc',
  });

import { openProcedures, type CaseEvent, type HeldCertificate, type OpenCase, type ProcedureChoice } from '#case';
import { heldCertificate, type Engine } from '#engine';
import type { RecordedEvent } from '#event-store';
import type { CertificateState } from '#issuance';
import { dateOf, findInstant, formatInstant, reject, type Dated, type Instant, type LocalDate, type Rejection } from '#kernel';
import { standingOn, type InstitutionState } from '#institution';
import { APPLICATION_KINDS, noPolicyInForce, type ApplicationKind } from '#law';
import { documentsOf, type DocumentTemplates, type OfficialDocument } from '#official-documents';
import { viewCaseFile, viewHistory, type CaseFileView, type Hint, type History, type ReadModels } from '#read-models';
import type { AtLeast, WhenSeen } from './seen.js';
import { findVisible, isStaff, type Viewer } from './viewers.js';

interface CaseAsk extends AtLeast {
  readonly caseId: string;
  readonly viewer: Viewer;
}

interface EligibilityAsk {
  readonly uscc: string;
  /** Every kind where left out. */
  readonly kind?: ApplicationKind;
  readonly field?: string;
  readonly specialFood?: boolean;
}

export interface Eligibility {
  readonly uscc: string;
  readonly policy: string;
  readonly items: readonly { readonly kind: ApplicationKind; readonly procedures: readonly ProcedureChoice[] }[];
}

/** Single cases, folded from their streams, and what a body may apply for. */
export function createCaseQueries(engine: Engine, screens: ReadModels, forms: DocumentTemplates, whenSeen: WhenSeen) {
  const { law, clock, store, states, load } = engine;
  const today = (): LocalDate => dateOf(clock.now());
  const certificateOf = async (visible: OpenCase): Promise<HeldCertificate | undefined> => {
    const number = 'certificateNumber' in visible ? visible.certificateNumber : visible.file.certificate?.number;
    const state = number === undefined ? undefined : ((await load(`certificate-${number}`)).state as CertificateState);
    return state === undefined || state.status === 'NONE' ? undefined : heldCertificate(state);
  };

  return {
    /** With hints for whoever handles it. */
    caseFile: (ask: CaseAsk): Promise<(CaseFileView & { readonly hints?: readonly Hint[] }) | Rejection> =>
      whenSeen<CaseFileView | Rejection>(ask, async () => {
        const { state, revision } = await load(`case-${ask.caseId}`);
        const visible = findVisible(state, ask.viewer);
        if (visible === undefined) return caseNotFound();
        const view = viewCaseFile(visible, revision, ask.viewer, law, clock.now(), await certificateOf(visible));
        // Hints are for whoever handles the case, and refuse nothing.
        return isStaff(ask.viewer) ? { ...view, hints: await screens.hints(visible.file, today()) } : view;
      }),

    /** `asOf`, in ISO 8601: the case as it was at that moment. */
    history: (ask: CaseAsk & { readonly asOf?: string }): Promise<History | Rejection> =>
      whenSeen<History | Rejection>(ask, async () => {
        const stream = `case-${ask.caseId}`;
        const visible = findVisible((await load(stream)).state, ask.viewer);
        if (visible === undefined) return caseNotFound();
        const all = await store.readStream(stream);
        if (ask.asOf === undefined) return viewHistory(visible, all, law, clock.now());
        const asOf = findInstant(ask.asOf);
        if (asOf === undefined) return asOfNoInstant();
        if (asOf > clock.now()) return asOfInFuture();
        const events = recordedBy(all, asOf);
        const then = findVisible(states.foldRecorded(stream, events).state, ask.viewer);
        return then === undefined ? caseNotYetThere(all[0]?.recordedAt) : viewHistory(then, events, law, asOf);
      }),

    documents: (ask: CaseAsk): Promise<readonly OfficialDocument[] | Rejection> =>
      whenSeen<readonly OfficialDocument[] | Rejection>(ask, async () => {
        const stream = `case-${ask.caseId}`;
        if (findVisible((await load(stream)).state, ask.viewer) === undefined) return caseNotFound();
        return documentsOf((await store.readStream(stream)) as unknown as Dated<CaseEvent>[], law, forms);
      }),

    async eligibility({ uscc, kind: asked, ...facts }: EligibilityAsk): Promise<Eligibility | Rejection> {
      const policy = law.policies.findInForce(today());
      if (policy === undefined) return noPolicyInForce();
      const record = (await load(`institution-${uscc}`)).state as InstitutionState;
      const standing = { ...standingOn(record, today()), firstTime: !(await screens.hasCertificate(uscc)) };
      const items = (asked === undefined ? APPLICATION_KINDS : [asked]).map((kind) => ({
        kind,
        procedures: openProcedures({ ...facts, standing, kind }, policy, today()),
      }));
      return { uscc, policy: policy.versionLabel, items };
    },
  };
}

/** Up to the first event that was recorded later: under a clock that was set back, none of those behind it stands without it. */
function recordedBy(events: readonly RecordedEvent[], at: Instant): readonly RecordedEvent[] {
  const next = events.findIndex(({ recordedAt }) => recordedAt > at);
  return next < 0 ? events : events.slice(0, next);
}

const asOfInvalid = (zh: string, en: string): Rejection =>
  reject('as-of-invalid', 'invalid', { zh, en, field: 'asOf', allowed: ['2026-03-09T16:00:00+08:00', '2026-03-09T08:00:00Z'] });

const asOfNoInstant = (): Rejection =>
  asOfInvalid(
    'asOf 的格式不对：应为带时区的时刻，例如 2026-03-09T16:00:00+08:00（网址中的 + 写作 %2B）或者 2026-03-09T08:00:00Z',
    'asOf must be an instant with its zone, such as 2026-03-09T16:00:00+08:00 (in an address + is written %2B) or 2026-03-09T08:00:00Z',
  );

const asOfInFuture = (): Rejection =>
  asOfInvalid('asOf 应为不晚于现在的时刻', 'asOf must be an instant that is not in the future');

/** Told to whoever sees the case as it is now: to anybody else there is none at any time. */
const caseNotYetThere = (since: Instant | undefined): Rejection =>
  since === undefined
    ? caseNotFound()
    : reject('case-not-found', 'not-found', {
        zh: `asOf 所指的时刻本件尚未收到，最早为 ${formatInstant(since)}`,
        en: `The case had not been received at that moment; asOf may be ${formatInstant(since)} or later`,
        field: 'asOf',
        allowed: [`${formatInstant(since)} or later`],
      });

const caseNotFound = (): Rejection => reject('case-not-found', 'not-found', { zh: '没有这个办件', en: 'There is no such case' });

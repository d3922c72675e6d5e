import { ENGINE, instant, isRejection, type Actor, type Dated, type Instant } from '#kernel';
import { viewClocks } from '#law';
import { law } from '../../case/src/given.testing.js';
import { dated, outcomeOf } from '../../kernel/src/outcome.testing.js';
import {
  inspectionCommands,
  inspectionDecider,
  type InspectionCommand,
  type InspectionCommandName,
  type InspectionCommands,
  type InspectionEvent,
  type InspectionEventName,
  type InspectionEvents,
  type InspectionState,
  type InspectionStatus,
  type OpenInspection,
} from './index.js';

export const decider = inspectionDecider(law);

export const USCC = '91620102MA7ABCD12B';
const institution = { uscc: USCC, name: '示例检测有限公司（虚构）' };
const POLICY = 'CMA-2021/2+REV-2023/2';
export const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: USCC };
export const stranger: Actor = { id: 'stranger', role: 'applicant', uscc: '12620000438012348J' };
export const clerk: Actor = { id: 'clerk', role: 'clerk' };
export const inspector: Actor = { id: 'expert-1', role: 'reviewer' };
export const colleague: Actor = { id: 'expert-3', role: 'reviewer' };
export const TEAM = [{ id: 'expert-1' }, { id: 'expert-2' }];

/** `2026-03-02` is that day at 10:00; with a time of day, that time. Asia/Shanghai. */
export const time = (text: string): Instant => instant(text.includes('T') ? `${text}+08:00` : `${text}T10:00:00+08:00`);

const on = <T extends InspectionEventName>(
  day: string,
  type: T,
  data: InspectionEvents[T],
  by: Actor = inspector,
): Dated<InspectionEvent> =>
  ({ type, data, recordedAt: time(day), effectiveAt: time(day), actor: by }) as unknown as Dated<InspectionEvent>;

export const commission = (
  more: Partial<InspectionCommands['CommissionVerification']> = {},
): InspectionCommands['CommissionVerification'] => ({
  caseId: 'case-1',
  kind: 'SCOPE_EXT',
  institution,
  commitmentSha256: 'e3b0',
  mandatoryStandards: false,
  decidedAt: time('2026-03-04'),
  decidedBy: 'decision-maker',
  applicant: 'applicant',
  policy: POLICY,
  ...more,
});

export const commissioned = (more: Partial<InspectionEvents['VerificationCommissioned']> = {}): Dated<InspectionEvent> => {
  const { decidedAt: _at, ...data } = commission();
  return on(
    '2026-03-04',
    'VerificationCommissioned',
    { ...data, policy: POLICY, calendar: law.calendar.version, ...more },
    ENGINE,
  );
};
const appointed = on('2026-03-05', 'InspectorsAppointed', { team: TEAM }, clerk);
const concluded = (verdict: '属实' | '基本属实' | '严重不实') =>
  on('2026-03-10', 'VerificationConcluded', { caseId: 'case-1', institution, verdict, findings: '核查所见', inspectors: TEAM });
const ordered = on('2026-03-10', 'VerificationRectificationOrdered', { items: ['设备溯源'], withinWorkingDays: 10 });
const submitted = on('2026-03-16', 'VerificationRectificationSubmitted', {}, applicant);

export const REACHED: Readonly<Record<InspectionStatus, readonly Dated<InspectionEvent>[]>> = {
  none: [],
  'verification-due': [commissioned(), appointed],
  'verification-rectification': [commissioned(), appointed, concluded('基本属实'), ordered],
  'verification-check': [commissioned(), appointed, concluded('基本属实'), ordered, submitted],
  'verification-closed': [commissioned(), appointed, concluded('属实')],
  'revocation-proposed': [
    commissioned(),
    appointed,
    concluded('严重不实'),
    on('2026-03-10', 'RevocationProposed', {
      ...{ scope: 'whole', reasons: ['核查所见'], fraud: false, caseId: 'case-1', institution, verdict: '严重不实' },
      inspectors: ['expert-1', 'expert-2'],
    }),
  ],
};

export const PAYLOADS: { readonly [T in InspectionCommandName]: InspectionCommands[T] } = {
  CommissionVerification: commission(),
  AppointInspectors: { team: [{ id: 'expert-4' }, { id: 'expert-5' }], reason: '调离' },
  ConcludeVerification: { verdict: '属实' },
  SubmitVerificationRectification: {},
  CheckVerificationRectification: { passed: true },
  ExpireInspectionLimit: { limit: 'T51', run: 1, version: 1 },
  ApplyInspectionCalendar: { calendar: law.calendar.version },
};

const PEOPLE: readonly Actor[] = [applicant, clerk, inspector, { id: 'head', role: 'head' }, ENGINE];
export const byDefault = (name: InspectionCommandName): Actor =>
  PEOPLE.find(({ role }) => inspectionCommands[name].by.includes(role)) ?? ENGINE;

export const fold = (events: readonly Dated<InspectionEvent>[], from: InspectionState = decider.initial): InspectionState =>
  events.reduce((state, event) => decider.evolve(state, event), from);

/** given(events).when(command).then(events), or .thenRejected(code, article). What was accepted is sent again: it must change nothing. */
export const given = (...events: readonly Dated<InspectionEvent>[]) => ({
  when: <T extends InspectionCommandName>(
    type: T,
    data: InspectionCommands[T],
    { at = '2026-03-11', by = byDefault(type) }: { readonly at?: string; readonly by?: Actor } = {},
  ) => {
    const command = { type, data } as InspectionCommand;
    const before = fold(events);
    const decision = decider.decide(command, before, { now: time(at), actor: by });
    const facts = isRejection(decision) ? [] : decision;
    const state = fold(
      facts.map((event) => dated(event, time(at), by)),
      before,
    );
    return {
      state,
      facts,
      ...outcomeOf(decision, () => decider.decide(command, state, { now: time(at), actor: by })),
    };
  },
});

export function clocksOf(state: InspectionState, asOf: string) {
  const { file } = state as OpenInspection;
  const views = viewClocks(file.clocks, law.policies.byLabel(file.policy), law.calendar, time(asOf));
  return Object.fromEntries(views.map((view) => [view.limit, view]));
}

import { ENGINE, instant, isRejection, localDate, type Actor, type Dated, type Instant } from '#kernel';
import { viewClocks } from '#law';
import { law } from '../../case/src/given.testing.js';
import { dated, outcomeOf } from '../../kernel/src/outcome.testing.js';
import {
  certificateDecider,
  type Certificate,
  type CertificateCommand,
  type CertificateCommandName,
  type CertificateCommands,
  type CertificateEvent,
  type CertificateEventName,
  type CertificateEvents,
  type CertificateState,
} from './index.js';

export const decider = certificateDecider(law);
export const number = '202820340001';
export const holder = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）' };
export const POLICY = 'CMA-2021/2+REV-2023/2';
export const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: holder.uscc };
export const supervisor: Actor = { id: 'supervisor', role: 'supervisor' };
export const decisionMaker: Actor = { id: 'decision-maker', role: 'decision-maker' };
export const head: Actor = { id: 'head', role: 'head' };

export const time = (text: string): Instant => instant(text.includes('T') ? `${text}+08:00` : `${text}T10:00:00+08:00`);
export const on = <T extends CertificateEventName>(
  day: string,
  type: T,
  data: CertificateEvents[T],
  by = ENGINE,
): Dated<CertificateEvent> =>
  ({ type, data, recordedAt: time(day), effectiveAt: time(day), actor: by }) as unknown as Dated<CertificateEvent>;
export const fold = (events: readonly Dated<CertificateEvent>[]): CertificateState =>
  events.reduce<CertificateState>(decider.evolve, decider.initial);

export const registered = on('2020-12-31', 'CertificateRegistered', {
  ...{ number, holder, field: '20', issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') },
});

export const openedOn = (proposal: Pick<CertificateEvents['RevocationOpened'], 'scope' | 'items' | 'fraud'>) =>
  on(
    '2026-03-02',
    'RevocationOpened',
    {
      ...{ ground: 'false-commitment', source: 'inspection-c1', reasons: ['设备不具备'], ...proposal },
      ...{ caseId: 'c1', inspectors: ['expert-1', 'expert-2'], number, policy: POLICY, calendar: law.calendar.version },
    },
    ENGINE,
  );

export const opened = openedOn({ scope: 'whole', fraud: false });
export const statement = on('2026-03-04', 'StatementRecorded', { statement: '已购置设备' }, applicant);

export const given = (...events: readonly Dated<CertificateEvent>[]) => ({
  when: <T extends CertificateCommandName>(type: T, data: CertificateCommands[T], by: Actor, at: string) => {
    const command = { type, data } as CertificateCommand;
    const decision = decider.decide(command, fold(events), { now: time(at), actor: by });
    const facts = isRejection(decision) ? [] : decision;
    const state = fold([...events, ...facts.map((event) => dated(event, time(at), by))]) as Certificate;
    return {
      state,
      ...outcomeOf(decision, () => decider.decide(command, state, { now: time(at), actor: by })),
    };
  },
});

export const clocksOf = ({ investigations }: Certificate, asOf: string) =>
  Object.fromEntries(
    viewClocks(investigations?.clocks ?? [], law.policies.byLabel(POLICY), law.calendar, time(asOf)).map((view) => [
      view.run === 1 ? view.limit : `${view.limit}/${view.run}`,
      view,
    ]),
  );
export const alarm = { limit: 'T42', run: 1, version: 1 };

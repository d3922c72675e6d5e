import { readFileSync } from 'node:fs';
import { inspectionDecider, type InspectionState } from '#inspection';
import { certificateDecider, investigationExpiries, type Certificate, type CertificateState } from '#issuance';
import { ENGINE, instant, isRejection, localDate, type Decider, type Instant, type Message } from '#kernel';
import { createLawBook, parseCalendarYear, type CalendarYear } from '#law';
import { law } from '../../case/src/given.testing.js';

const time = (text: string): Instant => instant(`${text}+08:00`);
const YEAR = JSON.parse(readFileSync(new URL('../../law/data/calendar/2026.json', import.meta.url), 'utf8')) as CalendarYear;
const late = (...off: string[]): CalendarYear =>
  parseCalendarYear({ ...YEAR, version: '2026.2', off: [...YEAR.off, ...off] }, '2026.2.json');
const [OLD, NEW] = [law.calendar.version, law.calendar.version.replace('2026.1', '2026.2')];
const POLICY = 'CMA-2021/2+REV-2023/2';

const book = createLawBook(law);
beforeEach(() => book.publishYears([]));
const publish = (at: string, ...off: string[]) => book.publishYears([{ year: late(...off), at: time(at) }]);

/** The state after some commands of the engine, given one after the other, and the events of the last one. */
function play<S, C extends Message, E extends Message>(decider: Decider<S, C, E>, from: S, at: string, command: C) {
  const decision = decider.decide(command, from, { now: time(at), actor: ENGINE });
  if (isRejection(decision)) throw new Error(decision.code);
  const state = decision.reduce<S>(
    (before, event) =>
      decider.evolve(before, { ...event, recordedAt: time(at), effectiveAt: event.effectiveAt ?? time(at), actor: ENGINE }),
    from,
  );
  return { state, events: decision };
}

describe('a late holiday notice', () => {
  const inspections = inspectionDecider(book);
  const commissioned = (): InspectionState =>
    play(inspections, inspections.initial, '2026-03-04T10:00:00', {
      type: 'CommissionVerification',
      data: {
        ...{ caseId: 'c1', kind: 'INITIAL', institution: { uscc: '91620102MA7ABCD12B', name: '示例（虚构）' } },
        ...{ commitmentSha256: 'e3b0', mandatoryStandards: false, decidedAt: time('2026-03-04T10:00:00'), policy: POLICY },
      },
    }).state;
  const applyToInspection = { type: 'ApplyInspectionCalendar', data: { calendar: NEW } } as const;

  test('reaches a verification that is due, once, with the last days before and after', () => {
    const before = commissioned();
    expect(before).toMatchObject({ file: { calendar: OLD } });
    publish('2026-03-09T12:00:00', '2026-03-13', '2026-06-04');
    const { state, events } = play(inspections, before, '2026-03-09T12:01:00', applyToInspection);
    expect(events).toEqual([
      {
        type: 'CalendarApplied',
        data: {
          from: OLD,
          to: NEW,
          changes: [
            // Three months end on a day off now, and so on the next working day (民法典203).
            { limit: 'T51', run: 1, before: '2026-06-04', after: '2026-06-05' },
            { limit: 'T52', run: 1, before: '2026-03-18', after: '2026-03-19' },
          ],
        },
        effectiveAt: time('2026-03-09T12:00:00'),
        actor: ENGINE,
      },
    ]);
    expect(state).toMatchObject({ file: { calendar: NEW } });
    expect(play(inspections, state, '2026-03-09T12:02:00', applyToInspection).events).toEqual([]);
    const alarm = { type: 'ExpireInspectionLimit', data: { limit: 'T52', run: 1, version: 1 } } as const;
    expect(play(inspections, state, '2026-03-19T00:00:00', alarm).events).toEqual([]);
    expect(play(inspections, state, '2026-03-20T00:00:00', alarm).events).toMatchObject([
      { type: 'TimeLimitBreached', data: { limit: 'T52', due: '2026-03-19' } },
    ]);
  });

  const certificates = certificateDecider(book);
  const registered = (): CertificateState =>
    play(certificates, certificates.initial, '2026-01-05T10:00:00', {
      type: 'RegisterCertificate',
      data: {
        ...{ number: '202820340001', holder: { uscc: '91620102MA7ABCD12B', name: '示例（虚构）' }, field: '20' },
        ...{ issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') },
      },
    }).state;
  const open = { type: 'OpenRevocation', data: { ground: 'fraud', source: '甲' } } as const;
  const applyToCertificate = { type: 'ApplyCertificateCalendar', data: { calendar: NEW } } as const;
  const dues = (state: CertificateState) =>
    Object.fromEntries(investigationExpiries(state, book).map((one) => [one.limit, one.due]));

  test('reaches an investigation, and not the term of the certificate', () => {
    const investigated = play(certificates, registered(), '2026-03-02T10:00:00', open).state;
    expect(dues(investigated)).toEqual({ T70: '2026-05-28', T71: '2026-03-09' });
    publish('2026-03-04T12:00:00', '2026-03-06');
    // Until the event says so nothing has moved.
    expect(dues(investigated)).toEqual({ T70: '2026-05-28', T71: '2026-03-09' });
    const { state, events } = play(certificates, investigated, '2026-03-04T12:01:00', applyToCertificate);
    expect(events).toMatchObject([{ type: 'CalendarApplied', data: { from: OLD, to: NEW } }]);
    expect(dues(state)).toEqual({ T70: '2026-05-29', T71: '2026-03-10' });
    expect((state as Certificate).validTo).toBe('2026-12-31');
    expect(play(certificates, state, '2026-03-04T12:02:00', applyToCertificate).events).toEqual([]);
  });

  test('is no concern of a certificate that nobody investigates; a later investigation begins under it', () => {
    publish('2026-03-04T12:00:00', '2026-03-06');
    expect(play(certificates, registered(), '2026-03-04T12:01:00', applyToCertificate).events).toEqual([]);
    const investigated = play(certificates, registered(), '2026-03-05T10:00:00', open).state;
    expect(investigated).toMatchObject({ investigations: { calendar: NEW } });
  });

  test('leaves the limits of an earlier investigation as they ended', () => {
    const first = play(certificates, registered(), '2026-03-02T10:00:00', open).state;
    const actor = { id: 'head', role: 'head' } as const;
    const decision = certificates.decide({ type: 'CloseRevocation', data: { reasons: ['查无实据'] } }, first, {
      now: time('2026-03-10T10:00:00'),
      actor,
    });
    if (isRejection(decision)) throw new Error(decision.code);
    const closed = decision.reduce(
      (before, event) =>
        certificates.evolve(before, {
          ...event,
          recordedAt: time('2026-03-10T10:00:00'),
          effectiveAt: event.effectiveAt ?? time('2026-03-10T10:00:00'),
          actor,
        }),
      first,
    );
    publish('2026-03-11T12:00:00', '2026-03-20');
    const second = play(certificates, closed, '2026-03-12T10:00:00', { ...open, data: { ...open.data, source: '乙' } }).state;
    const { clocks } = (second as Certificate).investigations ?? { clocks: [] };
    expect(clocks.filter(({ ended }) => ended !== undefined).map(({ law: kept }) => kept?.calendar)).toEqual([OLD, OLD]);
  });
});

import { endOfDay, isRejection, type Actor, type Instant } from '#kernel';
import fc from 'fast-check';
import { PAYLOADS, renewal, submission } from '../cases.testing.js';
import { dated, decider, fold, PEOPLE, time } from '../given.testing.js';
import { WAYS_TO_A_GRANT, type CaseCommand, type CaseEvent, type CaseState, type CommandName } from '../index.js';

type Submission = (typeof PAYLOADS)['SubmitApplication'];

/** All that the law needs to know of a case to say whether it may be granted; written anew, without the decider. */
interface Model {
  readonly application: Submission;
  /** Accepted, by the window or by its silence. */
  accepted: boolean;
  granted: boolean;
  over: boolean;
}

interface Real {
  state: CaseState;
  now: Instant;
}

/** Limits that begin later lead into a year whose holidays are not known. */
const LAST = time('2027-03-01');
const GRANTS: readonly string[] = WAYS_TO_A_GRANT.map(({ event }) => event);
const CLOSING: readonly string[] = [
  'ApplicationDeclined',
  'ApplicationWithdrawn',
  'ApplicationDeemedWithdrawn',
  'ApplicationDeemedRefused',
  'CommitmentWithdrawn',
  'QualificationRefused',
];
const GRANTING: Readonly<Partial<Record<CommandName, readonly Actor['role'][]>>> = {
  GrantQualification: ['decision-maker', 'head'],
  AcceptSelfDeclaration: ['decision-maker', 'head'],
  ApplyReductions: ['engine'],
};

/** Some time passes, then somebody gives some command; both are drawn at random. */
class Give implements fc.Command<Model, Real> {
  constructor(
    readonly name: CommandName,
    readonly by: Actor,
    readonly hours: number,
  ) {}

  check = (): boolean => true;

  run(model: Model, real: Real): void {
    const later = (real.now + this.hours * 3_600_000) as Instant;
    if (later > LAST) return;
    real.now = later;
    const command = { type: this.name, data: PAYLOADS[this.name] } as CaseCommand;
    const decision = decider.decide(command, real.state, { now: real.now, actor: this.by });
    if (isRejection(decision)) return;
    for (const event of decision) {
      this.expectLawful(event, model, real.now);
      if (event.type === 'ApplicationAccepted' || event.type === 'ApplicationDeemedAccepted') model.accepted = true;
      if (GRANTS.includes(event.type)) model.granted = true;
      if (CLOSING.includes(event.type)) model.over = true;
    }
    real.state = fold(
      decision.map((event) => dated(event, real.now, this.by)),
      real.state,
    );
    expect(['granted', 'delivered'].includes(real.state.status)).toBe(model.granted);
  }

  private expectLawful(event: CaseEvent & { readonly actor?: Actor }, model: Model, now: Instant): void {
    if (!GRANTS.includes(event.type)) return;
    expect([model.granted, model.over]).toEqual([false, false]);
    if (event.type === 'RenewalDeemedGranted') {
      // 许可法50: a renewal that was accepted, still undecided when the certificate's last day was over; nothing else.
      const { kind, certificate } = model.application;
      expect([kind, model.accepted]).toEqual(['RENEWAL', true]);
      expect(now).toBeGreaterThanOrEqual(endOfDay(certificate?.validTo ?? ('9999-12-30' as never)));
      expect(event.actor?.role).toBe('engine');
    } else {
      // Whatever else grants was said by somebody in so many words, in this very command, and not by a clock.
      expect(GRANTING[this.name] ?? []).toContain(this.by.role);
      expect(event.actor).toBeUndefined();
    }
  }

  toString = (): string => `${this.name} by ${this.by.id} after ${this.hours} h`;
}

const APPLICATIONS: readonly Submission[] = [
  submission(),
  submission({ procedure: 'COMMITMENT' }),
  submission({ policy: 'CMA-2015' }),
  submission(renewal('2026-12-31', { materials: submission({ kind: 'RENEWAL' }).materials })),
  submission(renewal('2026-06-10', { materials: submission({ kind: 'RENEWAL' }).materials })),
  submission(renewal('2026-04-10', { materials: submission({ kind: 'RENEWAL' }).materials })),
  submission({ ...renewal('2026-12-31'), kind: 'CHG_NAME', materials: submission({ kind: 'CHG_NAME' }).materials }),
];

const NAMES = (Object.keys(PAYLOADS) as CommandName[]).filter((name) => name !== 'SubmitApplication');
/** Commands in an order in which a case can come to its end, so that chance alone need not find it. */
const LIKELY: readonly CommandName[] = [
  'AcceptApplication',
  'SignCommitment',
  'CommissionReview',
  'ConcludeReview',
  'PassDocumentReview',
  'GrantQualification',
  'AcceptSelfDeclaration',
  'ExpireTimeLimit',
];
const give = fc
  .record({
    name: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...LIKELY) }, { weight: 1, arbitrary: fc.constantFrom(...NAMES) }),
    by: fc.constantFrom(...PEOPLE),
    hours: fc.oneof({ weight: 6, arbitrary: fc.nat(48) }, { weight: 1, arbitrary: fc.nat(3000) }),
  })
  .map(({ name, by, hours }) => new Give(name, by, hours));

test('silence grants nothing but what the law says: model and case agree after every command (许可法32, 50)', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(
      fc.constantFrom(...APPLICATIONS),
      fc.commands([give], { maxCommands: 60, size: 'max' }),
      (application, commands) => {
        const setup = () => {
          const real: Real = { state: decider.initial, now: time('2026-03-02') };
          const model: Model = { application, accepted: false, granted: false, over: false };
          const submit = { type: 'SubmitApplication', data: application } as CaseCommand;
          const applicant = PEOPLE.find(({ role }) => role === 'applicant') as Actor;
          const received = decider.decide(submit, real.state, { now: real.now, actor: applicant });
          if (isRejection(received)) throw new Error(received.en);
          real.state = fold(received.map((event) => dated(event, real.now, applicant)));
          return { model, real };
        };
        let last: { model: Model; real: Real } | undefined;
        fc.modelRun(() => (last = setup()), commands);
        if (last?.model.granted === true) reached.add(`${application.kind} ${application.procedure}`);
      },
    ),
    { numRuns: 400 },
  );
  // The stories are worth their name: each of these was granted in some of them.
  expect([...reached].sort()).toEqual(expect.arrayContaining(['INITIAL COMMITMENT', 'RENEWAL GENERAL']));
});

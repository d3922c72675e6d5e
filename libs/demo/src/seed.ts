import type { TeamMember } from '#case';
import { advance, caseIdFor, settled, SimulatedClock, type DueDeadlines, type Engine, type SwitchableClock } from '#engine';
import { uuidv5 } from '#event-store';
import { inspectionCommands } from '#inspection';
import type { Account } from '#identity';
import { addDays, addMonths, dateOf, ENGINE, isRejection, startOfDay, type Actor, type Instant, type LocalDate } from '#kernel';
import type { Law } from '#law';
import { actorFor } from '#identity';
import { offerOf } from '#office';
import { BODIES, FORMER } from './accounts.js';
import { DEMO_CASES } from './cases.js';
import { DEMO_COMMITMENTS } from './commitments.js';
import { DEMO_INSTITUTIONS, DEMO_SHARED } from './records.js';
import type { DemoCase, DemoStep } from './story.js';

/** Any fixed UUID: the demonstration is made of the same commands everywhere. */
const NAMESPACE = '5d2b4c11-8a0e-5d5b-9a44-2f6a7f0c9e31';
const HOUR_MS = 3_600_000;
const MARGIN_DAYS = 10;

interface Planned {
  readonly at: Instant;
  readonly stream: string;
  readonly command: { readonly type: string; readonly data: object };
  readonly actor: Actor;
}

interface Parts {
  readonly law: Law;
  readonly engine: Engine;
  readonly readModels: DueDeadlines;
}

type Accounts = ReadonlyMap<string, Account>;

/**
 * Makes the cases of the demonstration accounts by giving real commands to the engine on a clock that starts months ago and ends now;
 * every limit that ran out in between ran out at its own instant.
 */
export async function seedDemo(parts: Parts, clock: SwitchableClock, accounts: readonly Account[]): Promise<void> {
  const { engine, readModels } = parts;
  const now = clock.now();
  const byName = new Map(accounts.map((account) => [account.username, account]));
  const plan = planned(parts, byName, dateOf(now)).filter(({ at }) => at < now);
  const first = plan[0];
  if (first === undefined) return;
  const simulated = new SimulatedClock(first.at);
  const back = clock.use(simulated);
  try {
    for (const [index, { at, ...request }] of plan.entries()) {
      await advance(engine, simulated, readModels, at);
      const answer = await engine.execute({ commandId: uuidv5(NAMESPACE, String(index)), ...request });
      if (isRejection(answer)) throw new Error(`demonstration step ${request.command.type} of ${request.stream}: ${answer.en}`);
    }
    await advance(engine, simulated, readModels, now);
    await settled(engine);
  } finally {
    back();
  }
}

const CASES = [...DEMO_CASES, ...DEMO_COMMITMENTS];

/** Everything, in the order of time. */
function planned(parts: Parts, accounts: Accounts, today: LocalDate): Planned[] {
  const at = (daysAgo: number, hour: number): Instant =>
    (startOfDay(workingDaysBefore(today, daysAgo, parts)) + hour * HOUR_MS) as Instant;
  const longest = Math.max(...[...CASES.map((one) => one.submittedDaysAgo), ...DEMO_INSTITUTIONS.map(({ daysAgo }) => daysAgo)]);
  const begin = at(longest + MARGIN_DAYS, 8);
  const given = (stream: string, { daysAgo, by, do: type, data }: DemoStep, order: number): Planned => ({
    at: at(daysAgo, 10 + (order % 7)),
    stream,
    command: { type, data: withAccounts(type, data ?? {}, accounts) },
    actor: actorFor(account(accounts, by), offerOf(type).by),
  });
  const records = DEMO_INSTITUTIONS.map(({ of, on, ...step }, order) =>
    given(on === 'institution' ? `institution-${of.uscc}` : `certificate-${of.certificate}`, step, order),
  );
  const steps = CASES.flatMap((one, index): Planned[] => {
    const caseId = caseIdFor(uuidv5(NAMESPACE, `case ${index}`));
    const submittedAt = at(one.submittedDaysAgo, 9);
    const submission: Planned = {
      at: submittedAt,
      stream: `case-${caseId}`,
      command: { type: 'SubmitApplication', data: submissionOf(one, caseId, parts, dateOf(submittedAt)) },
      actor: actorFor(account(accounts, one.by), offerOf('SubmitApplication').by),
    };
    const rest = one.steps.map((step, order) =>
      given(`${step.do in inspectionCommands ? 'inspection' : 'case'}-${caseId}`, step, order),
    );
    return [submission, ...rest];
  });
  return [...taken(begin, today), ...[...records, ...steps].sort((a, b) => a.at - b.at)];
}

/** What was there before the first case: certificates of earlier years, and what other departments share. */
function taken(at: Instant, today: LocalDate): Planned[] {
  const certificates = [...Object.values(BODIES), FORMER].map(({ uscc, name, certificate }, index): Planned => {
    const validTo = addMonths(addDays(today, 1), 5 + index);
    const data = {
      number: certificate,
      holder: { uscc, name },
      field: certificate.slice(4, 6),
      issuedOn: addMonths(validTo, -72),
      validTo,
    };
    return { at, stream: `certificate-${certificate}`, command: { type: 'RegisterCertificate', data }, actor: ENGINE };
  });
  const shared = DEMO_SHARED.map(({ of: { uscc }, ...record }): Planned => ({
    at,
    stream: `shared-${uscc}`,
    command: { type: 'RecordSharedMaterial', data: { uscc, ...record } },
    actor: ENGINE,
  }));
  return [...certificates, ...shared];
}

function submissionOf(
  { by, kind, procedure = 'GENERAL', changes, more, without = [] }: DemoCase,
  caseId: string,
  { law }: Parts,
  onDate: LocalDate,
) {
  const policy = law.policies.findInForce(onDate);
  if (policy === undefined) throw new Error(`no policy is in force on ${onDate}`);
  const { uscc, name, certificate } = BODIES[by];
  const field = certificate.slice(4, 6);
  const materials = policy.materialsNeeded(kind, { procedure, field }).filter(({ id }) => !without.includes(id));
  return {
    caseId,
    kind,
    procedure,
    institution: { uscc, name },
    ...(changes === undefined ? {} : { changes }),
    affectsConditions: false,
    ...more,
    field,
    sector: certificate.slice(6, 8),
    materials: materials.map(({ id, zh }) => ({ material: id, fileName: `${zh}.pdf`.replaceAll('/', '或') })),
    ...(policy.kind(kind).needsCertificate ? { certificate: { number: certificate } } : {}),
  };
}

/** Team members are named by account in the script and by id in the event. */
function withAccounts(command: DemoStep['do'], data: object, accounts: Accounts): object {
  const { team } = data as { team?: readonly string[] };
  if (team === undefined) return data;
  const members = team.map((username, i): TeamMember => {
    const { id, displayName } = account(accounts, username);
    return { id, name: displayName, ...(command === 'AppointInspectors' ? {} : { leader: i === 0 }) };
  });
  return { ...data, team: members };
}

function account(accounts: Accounts, username: string) {
  const found = accounts.get(username);
  if (found === undefined) throw new Error(`no demonstration account ${username}`);
  return found;
}

function workingDaysBefore(today: LocalDate, days: number, { law: { calendar } }: Parts): LocalDate {
  let date = today;
  for (let left = days; left > 0;) {
    date = addDays(date, -1);
    if (calendar.isWorkingDay(date)) left -= 1;
  }
  return date;
}

import type { Law, Policy } from '#law';
import { caseOf, historyEvent, viewHistory } from '#read-models';
import type { CaseState } from '#case';
import { DataFileError } from '#data-files';
import { createSimulation, settled, type Simulation, type SimulationOptions } from '#engine';
import { uuidv5, type CommandRequest, type RecordedEvent } from '#event-store';
import { meter } from '#five-reductions';
import type { InspectionState } from '#inspection';
import { statusOn, type CertificateState } from '#issuance';
import { addMonths, dateOf, ENGINE, instant, isRejection, localDate, type Actor, type Instant, type Role } from '#kernel';
import { clocksInOrder } from './clocks.js';
import { INSTITUTION } from './made-up.js';
import { payloadOf, TEAM } from './payloads.js';
import { isOfRecord, isOfCertificate, recordPayloadOf, rolesOf } from './record-commands.js';
import { ENGINES_OWN, type ScenarioFile } from './scenario-file.js';
import type { ScenarioStep } from './scenario-step.js';
import { heldCertificate } from './submission.js';

const CASE_ID = 'scenario';
const CASE = `case-${CASE_ID}`;
const INSPECTION = `inspection-${CASE_ID}`;
/** Any fixed UUID: the same scenario gives the same ids. */
const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';
const TERM_MONTHS = 72;

/** Runs a scenario through the real engine and says what became of it; the shape is described in docs/scenario.md. */
export async function runScenario(
  scenario: ScenarioFile,
  law: Law,
  file: string,
  options: SimulationOptions = {},
): Promise<object> {
  const first = scenario.steps[0];
  if (first === undefined) throw new DataFileError(file, '$.steps', 'must not be empty');
  const start = instant(first.at);
  const policy = policyOf(scenario, law, start, file);
  const simulation = createSimulation(law, start, options);
  try {
    await setTheScene(scenario, simulation, file);
    const scene = await simulation.engine.store.head();
    const rejections: object[] = [];
    const scenery = { scenario, simulation, policy, file };
    for (const [index, step] of scenario.steps.entries()) {
      const answer = await take(step, index, scenery);
      if (isRejection(answer)) rejections.push({ step: index, code: answer.code, message: answer.zh, basis: answer.basis });
    }
    const until = instant(scenario.until);
    await simulation.advanceTo(until);
    return await report(scenario, simulation, rejections, until, await simulation.engine.store.readAll(scene, 10_000));
  } finally {
    await simulation.engine.close();
  }
}

interface Scenery {
  readonly scenario: ScenarioFile;
  readonly simulation: Simulation;
  readonly policy: Policy;
  readonly file: string;
}

async function take(step: ScenarioStep, index: number, { scenario, simulation, policy, file }: Scenery) {
  const { engine, advanceTo } = simulation;
  await advanceTo(instant(step.at));
  if (ENGINES_OWN.includes(step.do)) return {};
  const state = (await engine.load(CASE)).state as CaseState;
  const stream = streamOf(step, state, scenario);
  const inspection = (await engine.load(INSPECTION)).state as InspectionState;
  const certificate = (await engine.load(certificateStream(state, scenario))).state as CertificateState;
  const place = { file, path: `$.steps[${index}].with` };
  const data = isOfRecord(step.do)
    ? recordPayloadOf(step, { inspection, certificate, team: TEAM }, place)
    : payloadOf(step, { scenario, state, caseId: CASE_ID, law: engine.law, policy }, place);
  const by = step.by ?? peoplesRole(step.do) ?? 'clerk';
  const answer = await engine.execute(request(step, index, stream, data, actorFor(by, scenario, state)));
  await settled(engine);
  return answer;
}

/** Where a command goes: to the case, to its verification, or to the certificate that it has led to or is about. */
function streamOf({ do: name }: ScenarioStep, state: CaseState, scenario: ScenarioFile): string {
  if (!isOfRecord(name)) return CASE;
  return isOfCertificate(name) ? certificateStream(state, scenario) : INSPECTION;
}

function certificateStream(state: CaseState, scenario: ScenarioFile): string {
  const made = 'certificateNumber' in state ? state.certificateNumber : undefined;
  return `certificate-${made ?? heldCertificate(scenario)?.number ?? 'none'}`;
}

function policyOf(scenario: ScenarioFile, law: Law, start: Instant, file: string): Policy {
  const date = dateOf(start);
  const policy = scenario.policy === undefined ? law.policies.findInForce(date) : law.policies.find(scenario.policy, date);
  if (policy !== undefined) return policy;
  const base = law.policies.packs.filter((pack) => !pack.overlay);
  if (scenario.policy !== undefined)
    throw new DataFileError(
      file,
      '$.policy',
      `no such policy; known: ${[...new Set(base.map((pack) => pack.policy))].join(', ')}`,
    );
  const [first] = base.map((pack) => pack.effectiveFrom).sort();
  throw new DataFileError(
    file,
    '$.steps[0].at',
    `no policy is in force on ${date}; the first day that has one is ${first ?? 'none'}`,
  );
}

/** What the authority has on record when the application comes in: the certificate held and the standing of the body. */
async function setTheScene(scenario: ScenarioFile, { engine }: Simulation, file: string): Promise<void> {
  const uscc = scenario.institution?.uscc ?? INSTITUTION.uscc;
  const held = heldCertificate(scenario);
  const { breachInLastTerm = false, badCreditList = false, punishedWithin2Years = false } = scenario.institution ?? {};
  if (held !== undefined) {
    const validTo = localDate(held.validTo);
    const holder = { uscc, name: scenario.institution?.name ?? INSTITUTION.name };
    const scopeItems = scenario.certificate?.scopeItems;
    const data = {
      ...{ number: held.number, holder, field: '20', issuedOn: addMonths(validTo, -TERM_MONTHS), validTo },
      ...(scopeItems === undefined ? {} : { scopeItems }),
    };
    const answer = await engine.execute(
      setUp('certificate', `certificate-${held.number}`, { type: 'RegisterCertificate', data }),
    );
    if (isRejection(answer)) throw new DataFileError(file, `$.certificate.${answer.field ?? 'number'}`, answer.en);
  }
  if (breachInLastTerm || badCreditList || punishedWithin2Years) {
    const data = { uscc, breachInLastTerm, badCreditList, punishedWithin2Years, source: 'scenario' };
    await engine.execute(setUp('standing', `institution-${uscc}`, { type: 'RecordStanding', data }));
  }
  await settled(engine);
}

const setUp = (name: string, stream: string, command: CommandRequest['command']): CommandRequest => ({
  commandId: uuidv5(NAMESPACE, name),
  stream,
  command,
  actor: ENGINE,
});

const request = (step: ScenarioStep, index: number, stream: string, data: object, actor: Actor): CommandRequest => ({
  commandId: uuidv5(NAMESPACE, `step ${index}`),
  stream,
  command: { type: step.do, data },
  actor,
});

/** The first role of people: what the engine may give too is given by somebody here. */
const peoplesRole = (name: ScenarioStep['do']): Role | undefined => rolesOf(name).find((role) => role !== 'engine');

/** One person a role; a reviewer is the leader of the team that was commissioned, before that of the one that stands in for it. */
function actorFor(role: Role, scenario: ScenarioFile, state: CaseState): Actor {
  if (role === 'applicant') return { id: 'applicant', role, uscc: scenario.institution?.uscc ?? INSTITUTION.uscc };
  const team = 'review' in state ? state.review.team : TEAM;
  return { id: role === 'reviewer' ? (team.find(({ leader }) => leader)?.id ?? role) : role, role };
}

/** What happened to the case, to its certificate and in its verification; the record of the body is another matter. */
const SHOWN = /^(case|certificate|inspection)-/;

async function report(
  scenario: ScenarioFile,
  { engine }: Simulation,
  rejections: readonly object[],
  until: Instant,
  log: readonly RecordedEvent[],
): Promise<object> {
  const shown = log.filter(({ stream }) => SHOWN.test(stream));
  const events = shown.map((event, n) => {
    const { type, recordedAt, effectiveAt, by, person, data, policy } = historyEvent(event, n);
    return { n, type, recordedAt, effectiveAt, by, person, stream: event.stream, policy, data };
  });
  const state = caseOf((await engine.load(CASE)).state);
  const certificates = await certificatesOf(log, scenario, engine);
  if (state === undefined)
    return { status: 'none', events, rejections, clocks: [], ledger: null, reductions: null, certificates };
  // From the beginning: a certificate that was held before the first step is part of it.
  const history = await engine.store.readAll(undefined, 10_000);
  const own = log.filter((event) => event.stream === CASE);
  const { clocks, ledger } = viewHistory(state, own, engine.law, until);
  return {
    status: state.status,
    events,
    rejections,
    clocks: await clocksInOrder(clocks, CASE, history, engine, until),
    ledger,
    reductions: meter(state, own, ledger, engine.law),
    certificates,
  };
}

async function certificatesOf(log: readonly RecordedEvent[], scenario: ScenarioFile, { load, clock }: Simulation['engine']) {
  const held = heldCertificate(scenario);
  const streams = new Set([
    ...(held ? [`certificate-${held.number}`] : []),
    ...log.map(({ stream }) => stream).filter((name) => name.startsWith('certificate-')),
  ]);
  const states = await Promise.all([...streams].map(async (stream) => (await load(stream)).state as CertificateState));
  const today = dateOf(clock.now());
  return states.flatMap((one) =>
    one.status === 'NONE'
      ? []
      : [
          {
            number: one.number,
            validTo: one.validTo,
            status: statusOn(one, today),
            ...(one.annex === undefined || one.annex.lastRow === 0 ? {} : { annex: one.annex.rows }),
          },
        ],
  );
}

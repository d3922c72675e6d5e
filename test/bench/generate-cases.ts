import { randomUUID } from 'node:crypto';
import { caseIdFor, type Engine } from '#engine';
import { isRejection, type Actor } from '#kernel';
import { bodyFor, codesFor, materialsToday, STAFF, stepsWith, submissionOf, type Body, type Step } from './case-script.js';

const AT_ONCE = 500;
const CAUGHT_UP_MS = 60_000;

interface Generated {
  readonly stream: string;
  readonly body: Body;
}

/** Whole cases through the engine without HTTP, wave after wave, until the log holds that many events. */
export async function generateCases(engine: Engine, events: number): Promise<void> {
  const materials = materialsToday();
  const steps = stepsWith(['bench-expert', 'bench-reviewer']);
  for (let first = 0; Number((await engine.store.head()) ?? 0) < events; first += AT_ONCE) {
    const wave = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => submit(engine, first + index, materials)));
    for (const step of steps) {
      if (step.command === 'DeliverCertificate') await caughtUp(engine);
      await Promise.all(wave.map((one) => give(engine, one, step)));
    }
    await caughtUp(engine);
  }
}

async function submit(engine: Engine, index: number, materials: readonly object[]): Promise<Generated> {
  const commandId = randomUUID();
  const caseId = caseIdFor(commandId);
  const body = bodyFor(index);
  const data = { caseId, ...submissionOf(body, codesFor(index, 0), materials) };
  const stream = `case-${caseId}`;
  await execute(engine, commandId, stream, { command: 'SubmitApplication', by: 'applicant', data }, body);
  return { stream, body };
}

const give = (engine: Engine, { stream, body }: Generated, step: Step): Promise<void> =>
  execute(engine, randomUUID(), stream, step, body);

async function execute(
  engine: Engine,
  commandId: string,
  stream: string,
  { command, by, data = {} }: Step,
  { uscc }: Body,
): Promise<void> {
  const actor: Actor = by === 'applicant' ? { id: `applicant-${uscc}`, role: by, uscc } : { id: `bench-${by}`, role: STAFF[by] };
  const answer = await engine.execute({ commandId, stream, command: { type: command, data }, actor });
  if (isRejection(answer)) throw new Error(`${command} of ${stream} was turned down: ${answer.en}`);
}

async function caughtUp(engine: Engine): Promise<void> {
  if (!(await engine.caughtUp(CAUGHT_UP_MS))) throw new Error('the certificates were not made out in time');
}

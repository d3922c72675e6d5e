import { uuidv5 } from '#event-store';
import { isRejection, localDate, type Actor } from '#kernel';
import { applicantOf, BODIES, certificateOf, openWorld, staff, type World } from './world.testing.js';

const NAMESPACE = '5c4fb1d8-8a7e-5d0b-9c51-5f3a2f0d6c11';
const [A, B] = BODIES;
let world: World;
let commands = 0;

async function give(at: string, body: (typeof BODIES)[number], type: string, data: object, actor: Actor): Promise<void> {
  await world.pass(at);
  commands += 1;
  const request = { commandId: uuidv5(NAMESPACE, String(commands)), stream: `certificate-${certificateOf(body)}` };
  const answer = await world.engine.execute({ ...request, command: { type, data }, actor });
  if (isRejection(answer)) throw new Error(`${type}: ${answer.code}`);
}
const list = async (today: string, more: object = {}) =>
  (await world.readModels.revocations({ page: 1, size: 20, ...more }, localDate(today))).items;
const limits = async (): Promise<string[]> =>
  (await world.readModels.deadlines(undefined, 20)).map(({ id }) => id).filter((id) => /T7[01]/.test(id));

beforeAll(async () => {
  world = await openWorld('2026-03-01');
  await give('2026-03-02', A, 'OpenRevocation', { ground: 'fraud', source: '甲' }, staff('supervisor'));
  await give('2026-03-02', B, 'OpenRevocation', { ground: 'agency-error', source: '乙' }, staff('supervisor'));
});
afterAll(() => world.end());

test('an investigation is in the list from its opening on: the holder is heard first', async () => {
  expect(await list('2026-03-03')).toMatchObject([{ number: certificateOf(A) }, { number: certificateOf(B) }]);
  expect((await list('2026-03-03', { uscc: A.uscc }))[0]).toEqual({
    number: certificateOf(A),
    uscc: A.uscc,
    holder: A.name,
    ground: 'fraud',
    source: '甲',
    caseId: null,
    stage: 'statement',
    suspended: null,
    turn: 'applicant',
    role: 'applicant',
    next: 'RecordStatement',
    due: '2026-03-09',
    dueLimit: 'T71',
    remainingWorkingDays: 4,
    colour: 'green',
    decideBy: '2026-05-28',
    decideByProvisional: false,
    provisional: false,
    openedAt: '2026-03-02T10:00:00+08:00',
  });
});

test('its limits are among the deadlines', async () => {
  const [a, b] = [`certificate-${certificateOf(A)}`, `certificate-${certificateOf(B)}`];
  expect(await limits()).toEqual([`${a}/T70/1`, `${a}/T71/1`, `${b}/T70/1`, `${b}/T71/1`]);
});

test('after a statement, or silence, it is for somebody to decide, and presses by T70', async () => {
  await give('2026-03-04', A, 'RecordStatement', { statement: '陈述' }, applicantOf(A));
  expect(await list('2026-03-04', { stage: 'investigation' })).toMatchObject([
    { number: certificateOf(A), turn: 'authority', role: 'decision-maker', next: 'RevokeCertificate', due: '2026-05-28' },
  ]);
  await world.pass('2026-03-10');
  const decided = { stage: 'investigation', dueLimit: 'T70', decideBy: '2026-05-28' };
  expect(await list('2026-03-10')).toMatchObject([decided, decided]);
  expect(await list('2026-03-10', { stage: 'statement' })).toEqual([]);
});

test('while it stands still it comes last, and is still told of a calendar', async () => {
  await give('2026-03-11', A, 'SuspendRevocation', { reason: '听证' }, staff('head'));
  const [first, last] = await list('2026-03-11');
  expect(first?.number).toBe(certificateOf(B));
  expect(last).toMatchObject({ suspended: '听证', next: 'ResumeRevocation', due: null, decideBy: null, colour: 'grey' });
  expect(await world.engine.openStreams(undefined, 10)).toEqual([
    `certificate-${certificateOf(A)}`,
    `certificate-${certificateOf(B)}`,
  ]);
});

test('the rows are the same after a rebuild', async () => {
  const before = await list('2026-03-11');
  world.readModels.rebuild(world.store);
  expect(await list('2026-03-11')).toEqual(before);
});

test('what is decided is no longer in the list', async () => {
  await give('2026-03-12', B, 'CloseRevocation', { reasons: ['查无实据'] }, staff('decision-maker'));
  await give('2026-03-12', A, 'ResumeRevocation', {}, staff('head'));
  await give('2026-03-12', A, 'RevokeCertificate', { scope: 'whole', reasons: ['查证属实'] }, staff('decision-maker'));
  expect(await list('2026-03-12')).toEqual([]);
  expect(await limits()).toEqual([]);
});

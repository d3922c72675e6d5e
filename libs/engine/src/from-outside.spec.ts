import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventId, openSqliteStore, type CommandDone } from '#event-store';
import { instant, isRejection, localDate, type Actor, type Rejection } from '#kernel';
import { caseIdFor, loadLaw, openEmbedded, outsideId, SimulatedClock, type Embedded } from './index.js';

const KEY = '1c6f2d9a-0f4e-4b57-9d0c-1f3b7a5e2c44';
const law = loadLaw();
const START = instant('2026-03-02T10:00:00+08:00');
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };
const other: Actor = { ...applicant, id: 'somebody-else' };
const materials = law.policies
  .get('CMA-2021', localDate('2026-03-02'))
  .materialsFor('INITIAL')
  .filter(({ requirement }) => requirement === 'M')
  .map(({ id }) => ({ material: id }));

const application = (caseId: string) => ({
  ...{ caseId, kind: 'INITIAL', procedure: 'GENERAL', institution: BODY, affectsConditions: false, field: '20', sector: '34' },
  materials,
});

let folder: string;
let opened: Embedded;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-window-keys-'));
});
afterEach(async () => {
  await opened.engine.close();
  rmSync(folder, { recursive: true });
});

const open = (): Embedded => (opened = openEmbedded({ law, clock: new SimulatedClock(START), folder, synchronous: 'NORMAL' }));

async function submit(by: Actor, more: object = {}): Promise<CommandDone | Rejection> {
  const caseId = caseIdFor(outsideId(by.id, KEY));
  const command = { type: 'SubmitApplication', data: { ...application(caseId), ...more } };
  return opened.engine.execute({ commandId: KEY, stream: `case-${caseId}`, command, actor: by });
}
const outcomeOf = (answer: CommandDone | Rejection) =>
  isRejection(answer) ? answer.code : [answer.stream, answer.replayed, answer.events.map(({ type }) => type)];

test('the same key of two accounts is two keys, and neither is the id that it spells', async () => {
  open();
  const mine = await submit(applicant);
  expect(outcomeOf(mine)).toEqual([`case-${caseIdFor(outsideId('applicant', KEY))}`, false, ['ApplicationReceived']]);
  expect(outcomeOf(await submit(applicant))).toEqual([
    `case-${caseIdFor(outsideId('applicant', KEY))}`,
    true,
    ['ApplicationReceived'],
  ]);
  expect(await submit(other)).toMatchObject({ code: 'open-case-exists' });
  expect(outsideId('applicant', KEY.toUpperCase())).toBe(outsideId('applicant', KEY));
  expect(await opened.store.findEvent(eventId(KEY, 0))).toBeUndefined();
});

describe('a retry of what an older program did under the key as it came', () => {
  const FORMER = `case-${caseIdFor(KEY)}`;

  /** The log as that program left it: the case by the key itself, its hash over what was asked. */
  beforeEach(async () => {
    open();
    const received = await submit(applicant);
    if (isRejection(received)) throw new Error(received.en);
    const [event] = received.events;
    await opened.engine.close();
    rmSync(folder, { recursive: true });
    const asked = JSON.stringify(application(caseIdFor(KEY)));
    const store = openSqliteStore({ file: join(folder, 'one-window.sqlite'), synchronous: 'NORMAL' });
    const { stream: _new, revision: _first, position: _one, ...rest } = event!;
    const former = {
      ...{ ...rest, id: eventId(KEY, 0), causationId: KEY, correlationId: KEY },
      data: { ...event!.data, caseId: caseIdFor(KEY) },
      commandHash: hash('sha1', `applicant SubmitApplication ${asked}`).slice(0, 16),
    };
    await store.append({ stream: FORMER, expectedRevision: 'none', events: [former] });
    await store.close();
    open();
  });

  it('gets its first answer', async () => {
    expect(outcomeOf(await submit(applicant))).toEqual([FORMER, true, ['ApplicationReceived']]);
    expect(await opened.store.readAll(undefined, 10)).toHaveLength(1);
  });

  it('with other content is told that the key was used', async () =>
    expect(outcomeOf(await submit(applicant, { sector: '06' }))).toBe('idempotency-key-reused'));

  it('is only for whoever asked: to anybody else the key is their own, and the case stands in the way', async () =>
    expect(outcomeOf(await submit(other))).toBe('open-case-exists'));
});

import { localDate } from '#kernel';
import type { Page } from './page.js';
import { enquiryProblem, type EnquiryName } from './screens.js';
import { colourOf, dueBounds, remainingDays } from './remaining.js';
import type { QueueTask } from './review-queue/query.js';
import { applicantOf, BODIES, certificateOf, CHECKED, law, openWorld, staff, TEAM, time, type World } from './world.testing.js';

const [A, B, C] = BODIES;
const TODAY = localDate('2026-03-20');
let world: World;

// Friday 2026-03-20: eight cases, one for every colour and every turn.
beforeAll(async () => {
  world = await openWorld('2026-03-01');
  const { submit, give } = world;
  await submit('2026-03-02T09:00:00', 'C1', A, 'RENEWAL');
  await submit('2026-03-02T10:00:00', 'C2', B, 'RENEWAL');
  await submit('2026-03-02T11:00:00', 'C3', C, 'INITIAL');
  await submit('2026-03-02T12:00:00', 'C4', A, 'CHG_SIGNATORY');
  await give('2026-03-03T09:00:00', 'C4', 'AcceptApplication');
  await give('2026-03-03T10:00:00', 'C4', 'PassDocumentReview', { checks: CHECKED }, staff('reviewer', 'other'));
  await give('2026-03-04T09:00:00', 'C1', 'AcceptApplication'); // review due 04-16
  await give('2026-03-04T10:00:00', 'C1', 'ClaimDocumentReview', {}, staff('reviewer'));
  await give('2026-03-05T09:00:00', 'C2', 'AcceptApplication'); // review due 04-17
  await give('2026-03-05T10:00:00', 'C3', 'AcceptApplication');
  await give('2026-03-06T09:00:00', 'C3', 'CommissionReview', { team: TEAM });
  await give('2026-03-09T09:00:00', 'C3', 'PostponeReview', { reason: '停电' });
  await submit('2026-03-13T09:00:00', 'C5', B, 'INITIAL'); // to be accepted by 03-20
  await submit('2026-03-16T09:00:00', 'C6', A, 'INITIAL');
  await give('2026-03-17T09:00:00', 'C6', 'RequestCorrection', {
    items: [{ material: 'M10', reason: '缺' }],
    respondWithinWorkingDays: 10,
  });
  await submit('2026-03-18T09:00:00', 'C7', C, 'CHG_NAME');
  await give('2026-03-19T09:00:00', 'C7', 'DeclineApplication', { reasons: ['甲'] });
  await submit('2026-03-19T10:00:00', 'C8', C, 'CHG_ADDR_NAME'); // to be accepted by 03-26
  await world.pass('2026-03-20T09:00:00');
});
afterAll(() => world.end());

describe('page after page', () => {
  const everything = { roles: ['clerk', 'reviewer', 'decision-maker'], person: 'reviewer', sort: 'due' } as const;

  test.each(['due', 'received'] as const)('by %s, of any size, a list is read to its end, each row once', async (sort) => {
    const whole = (await world.readModels.queue({ ...everything, sort, size: 100 }, TODAY)).items;
    for (const size of [1, 2, 3, 100]) {
      const seen: QueueTask[] = [];
      let after: string | null | undefined;
      while (after !== null) {
        const read: Page<QueueTask> = await world.readModels.queue(
          { ...everything, sort, size, ...(after === undefined ? {} : { after }) },
          TODAY,
        );
        expect([read.total, read.page]).toEqual([whole.length, after === undefined ? 1 : null]);
        seen.push(...read.items);
        after = read.next;
      }
      expect(seen).toEqual(whole);
    }
  });

  test('the cases too, the newest first', async () => {
    const whole = (await world.readModels.myCases({ size: 100 }, TODAY)).items;
    const first = await world.readModels.myCases({ size: 3 }, TODAY);
    const rest = await world.readModels.myCases({ size: 100, after: first.next ?? '' }, TODAY);
    expect([...first.items, ...rest.items]).toEqual(whole);
    expect(rest.next).toBeNull();
  });

  test('a cursor is of its own list and order, and goes without a page', async () => {
    const { next } = await world.readModels.queue({ ...everything, size: 2 }, TODAY);
    const after = next ?? '';
    expect(enquiryProblem('queue', { ...everything, size: 2, after })).toBeUndefined();
    const wrong = [
      enquiryProblem('queue', { ...everything, sort: 'received', size: 2, after }),
      enquiryProblem('register', { size: 2, after }),
    ];
    const withPage = enquiryProblem('queue', { ...everything, size: 2, after, page: 1 });
    const garbage = ['', 'x', 'W10', '"', Buffer.from('["register",null]').toString('base64url')].map((text) =>
      enquiryProblem('register', { size: 2, after: text }),
    );
    for (const problem of [...wrong, withPage, ...garbage])
      expect(problem).toMatchObject({ code: 'input-invalid', field: 'after' });
  });

  test.each<[EnquiryName, string, (string | number | boolean | null)[]]>([
    ['myCases', 'cases', ['', '']],
    ['myCases', 'cases', ['1772416800000', 'C1']],
    ['myCases', 'cases', [1772416800000.5, 'C1']],
    ['myCases', 'cases', [1e308, 'C1']],
    ['myCases', 'cases', [1772416800000, 1]],
    ['myCases', 'cases', [null, 'C1']],
    ['myCases', 'cases', [1772416800000]],
    ['myCases', 'cases', [1772416800000, 'C1', 'C1']],
    ['register', 'register', [1e308]],
    ['register', 'register', [true]],
    ['inspections', 'inspections', [null, 'C1']],
    ['queue', 'queue-due', ['1', '2026-03-20', 'C1']],
  ])('a place in %s that no row can have is none: %j %j', (name, order, place) => {
    const after = Buffer.from(JSON.stringify([order, ...place])).toString('base64url');
    expect(enquiryProblem(name, { ...everything, size: 2, after })).toMatchObject({ code: 'input-invalid', field: 'after' });
  });
});

describe('the work that waits', () => {
  const queue = (more: object = {}, today = TODAY) =>
    world.readModels.queue(
      { roles: ['clerk', 'reviewer', 'decision-maker'], person: 'reviewer', sort: 'due', page: 1, size: 100, ...more },
      today,
    );
  const ids = async (more: object = {}, today = TODAY) => (await queue(more, today)).items.map(({ caseId }) => caseId);

  test('what can be done at once comes first, then what presses most; a review that the applicant put off is theirs', async () => {
    const { items, total } = await queue();
    expect(
      items.map(({ caseId, role, due, colour, remainingWorkingDays }) => [caseId, role, due, colour, remainingWorkingDays]),
    ).toEqual([
      ['C8', 'clerk', '2026-03-26', 'green', 4],
      ['C4', 'decision-maker', '2026-03-17', 'red', -3],
      ['C5', 'clerk', '2026-03-20', 'yellow', 0],
      ['C1', 'reviewer', '2026-04-16', 'green', 18],
      ['C2', 'reviewer', '2026-04-17', 'green', 19],
    ]);
    expect(total).toBe(5);
    expect(items.map(({ priority }) => priority)).toEqual([1, 0, 0, 0, 0]);
  });

  test('a task says what is to be done, in whose case, and by which limit', async () => {
    expect((await queue({ kind: 'RENEWAL', claimed: 'me' })).items).toEqual([
      {
        caseId: 'C1',
        role: 'reviewer',
        next: 'PassDocumentReview',
        priority: 0,
        status: 'document-review',
        kind: 'RENEWAL',
        institution: A.name,
        claimedBy: 'reviewer',
        team: [],
        due: '2026-04-16',
        dueLimit: 'T11',
        provisional: false,
        remainingWorkingDays: 18,
        colour: 'green',
        receivedAt: '2026-03-02T09:00:00+08:00',
        revision: 2,
      },
    ]);
  });

  test.each([
    ['the roles of a person', { roles: ['reviewer'] }, ['C1', 'C2']],
    ['no role', { roles: [] }, []],
    ['a kind', { kind: 'RENEWAL' }, ['C1', 'C2']],
    ['the next step', { next: 'AcceptApplication' }, ['C8', 'C5']],
    ['part of a name', { institution: '质量' }, ['C5', 'C2']],
    ['a name with signs of a pattern', { institution: '%' }, []],
    ['mine, alone or in a team', { claimed: 'me' }, ['C1']],
    ['free', { claimed: 'free', roles: ['reviewer'] }, ['C2']],
    ['red', { colour: 'red' }, ['C4']],
    ['yellow', { colour: 'yellow' }, ['C5']],
    ['green', { colour: 'green' }, ['C8', 'C1', 'C2']],
    ['grey', { colour: 'grey' }, []],
    ['several at once', { colour: 'green', roles: ['reviewer'], institution: '兰州' }, ['C1']],
    ['by receipt', { sort: 'received' }, ['C1', 'C2', 'C4', 'C5', 'C8']],
  ])('filtered or sorted: %s', async (_what, filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  test('colours are those of the day on which one looks', async () => {
    expect(await ids({ colour: 'yellow' }, localDate('2026-03-25'))).toEqual(['C8']);
    expect(await ids({ colour: 'red' }, localDate('2026-03-27'))).toEqual(['C8', 'C4', 'C5']);
  });

  test('page by page, nothing twice and nothing left out', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => queue({ page, size: 2 })));
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1, 0]);
    expect(pages.flatMap(({ items }) => items.map(({ caseId }) => caseId))).toEqual(await ids());
    expect(pages.every(({ total }) => total === 5)).toBe(true);
  });
});

describe('the cases of a body', () => {
  const mine = (more: object = {}) => world.readModels.myCases({ page: 1, size: 100, ...more }, TODAY);
  const ids = async (more: object = {}) => (await mine(more)).items.map(({ caseId }) => caseId);

  test('the newest first, closed ones too; staff see those of every body', async () => {
    expect(await ids({ uscc: A.uscc })).toEqual(['C6', 'C4', 'C1']);
    expect(await ids()).toEqual(['C8', 'C7', 'C6', 'C5', 'C4', 'C3', 'C2', 'C1']);
    expect(await ids({ uscc: '91110000802100433B' })).toEqual([]);
  });

  test('by status and kind, page by page', async () => {
    expect(await ids({ status: 'received' })).toEqual(['C8', 'C5']);
    expect(await ids({ uscc: A.uscc, kind: 'RENEWAL' })).toEqual(['C1']);
    expect(await mine({ uscc: A.uscc, page: 2, size: 2 })).toMatchObject({ total: 3, items: [{ caseId: 'C1' }] });
  });

  test('a line says whose turn it is, and how long', async () => {
    expect((await mine({ status: 'awaiting-correction' })).items[0]).toMatchObject({
      turn: 'applicant',
      next: 'SupplyCorrection',
      due: '2026-03-31',
      dueLimit: 'T03',
      remainingWorkingDays: 7,
      colour: 'green',
      changedAt: '2026-03-17T09:00:00+08:00',
      certificate: null,
    });
    expect((await mine({ status: 'received' })).items[0]).toMatchObject({ turn: 'authority', next: 'AcceptApplication' });
    expect((await mine({ status: 'declined' })).items[0]).toMatchObject({
      turn: 'nobody',
      next: null,
      due: null,
      colour: 'grey',
    });
    expect((await mine({ kind: 'RENEWAL', uscc: A.uscc })).items[0]).toMatchObject({
      certificate: certificateOf(A),
      turn: 'authority',
    });
  });
});

describe('colours and their bounds agree', () => {
  // Around a holiday of nine days and its make-up days.
  const days = Array.from({ length: 25 }, (_, i) => localDate(`2026-02-${String(i + 3).padStart(2, '0')}`));
  test.each(days)('on %s', (today) => {
    for (const due of days) {
      const colour = colourOf(due, today, law.calendar);
      const within = (['red', 'yellow', 'green'] as const).filter((one) => {
        const { from = '0', before = '9' } = dueBounds(one, today, law.calendar);
        return due >= from && due < before;
      });
      expect([due, within]).toEqual([due, [colour]]);
      expect(remainingDays(due, today, law.calendar) < 0).toBe(colour === 'red');
    }
  });

  test('without a due day it is grey', () => {
    expect(colourOf(null, TODAY, law.calendar)).toBe('grey');
  });
});

test('deadlines: what is due, and all of them page by page', async () => {
  const due = await world.readModels.due(time('2026-03-27T00:00:00'), 10);
  expect(due.map(({ id }) => id)).toEqual(['case-C5/T01/1', 'case-C8/T01/1']);
  expect(await world.readModels.due(time('2026-03-20T23:59:59'), 10)).toEqual([]);
  const first = await world.readModels.deadlines(undefined, 3);
  const rest = await world.readModels.deadlines(first.at(-1)?.id, 100);
  const all = [...first, ...rest].map(({ id }) => id);
  expect(all).toEqual([...all].sort());
  expect(new Set(all)).toEqual(new Set(world.alarms.keys()));
  expect(applicantOf(A).uscc).toBe(A.uscc);
});

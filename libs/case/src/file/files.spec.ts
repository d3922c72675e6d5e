import type { Dated } from '#kernel';
import { received, submission } from '../cases.testing.js';
import { applicant, clerk, given, on } from '../given.testing.js';
import { filesOf, type CaseCommands, type CaseEvent, type CorrectionItem } from '../index.js';

const NAMES = ['甲.pdf', '乙.pdf', '丙.pdf'];
const THREE = submission().materials.flatMap((one) =>
  one.material === 'M07' ? NAMES.map((fileName) => ({ ...one, fileName })) : [one],
);
const asked = (...items: CorrectionItem[]): Dated<CaseEvent>[] => [
  received({ materials: THREE }),
  on('2026-03-04', 'CorrectionRequested', { items, respondWithinWorkingDays: 10 }, clerk),
];
const ONE_PAGE = { material: 'M07', file: 'M07/2', reason: '缺页' };
const WHOLE = { material: 'M07', reason: '缺签字' };

type Items = CaseCommands['SupplyCorrection']['items'];
const supply = (events: readonly Dated<CaseEvent>[], items: Items) =>
  given(...events).when('SupplyCorrection', { items }, { at: '2026-03-09' });
const shown = (outcome: ReturnType<typeof supply>) =>
  filesOf(outcome.file)
    .filter(({ material }) => material === 'M07')
    .map(({ id, fileName }) => `${id} ${fileName}`);

test('each file of a material has an id of its own', () => {
  const { materials } = submission();
  expect(filesOf({ materials: THREE }).flatMap(({ material, id }) => (material === 'M07' ? [id] : []))).toEqual([
    'M07/1',
    'M07/2',
    'M07/3',
  ]);
  expect(new Set(filesOf({ materials: THREE }).map(({ id }) => id)).size).toBe(materials.length + 2);
});

test.each<[string, CorrectionItem, Items, string[]]>([
  [
    'the file that was asked for is replaced, and no other',
    ONE_PAGE,
    [{ material: 'M07', fileName: '新.pdf' }],
    ['M07/1 甲.pdf', 'M07/3 丙.pdf', 'M07/4 新.pdf'],
  ],
  [
    'a second file comes beside it',
    ONE_PAGE,
    [
      { material: 'M07', fileName: '新.pdf' },
      { material: 'M07', fileName: '丁.pdf' },
    ],
    ['M07/1 甲.pdf', 'M07/3 丙.pdf', 'M07/4 新.pdf', 'M07/5 丁.pdf'],
  ],
  [
    'asked for a material of several files, what is supplied is added',
    WHOLE,
    [{ material: 'M07', fileName: '新.pdf' }],
    ['M07/1 甲.pdf', 'M07/2 乙.pdf', 'M07/3 丙.pdf', 'M07/4 新.pdf'],
  ],
  [
    'unless it names the file that it replaces',
    WHOLE,
    [{ material: 'M07', fileName: '新.pdf', replaces: 'M07/3' }],
    ['M07/1 甲.pdf', 'M07/2 乙.pdf', 'M07/4 新.pdf'],
  ],
  ['or the material as a whole', ONE_PAGE, [{ material: 'M07', fileName: '新.pdf', replaces: 'M07' }], ['M07/4 新.pdf']],
])('%s', (_what, item, items, files) => {
  const outcome = supply(asked(item), items);
  outcome.then('CorrectionSupplied');
  expect(shown(outcome)).toEqual(files);
});

test('the only file of a material that was asked for is replaced', () => {
  const outcome = given(
    received(),
    on('2026-03-04', 'CorrectionRequested', { items: [WHOLE], respondWithinWorkingDays: 10 }, clerk),
  ).when('SupplyCorrection', { items: [{ material: 'M07', fileName: '新.pdf' }] }, { at: '2026-03-09' });
  expect(shown(outcome)).toEqual(['M07/2 新.pdf']);
});

test('a file that was asked for is not answered by another one (许可法32(五))', () => {
  supply(asked(ONE_PAGE), [{ material: 'M07', replaces: 'M07/1' }]).thenRejected('correction-incomplete', '许可法32(五)');
  expect(supply(asked(ONE_PAGE, { ...ONE_PAGE, file: 'M07/3' }), [{ material: 'M07' }]).decision).toMatchObject({
    code: 'correction-incomplete',
    allowed: ['M07/3'],
  });
});

test('nothing is asked for and nothing replaced that is not there (许可法31)', () => {
  const wrong = { code: 'file-unknown', basis: ['许可法31'] };
  const ask = (file: string) =>
    given(received({ materials: THREE })).when(
      'RequestCorrection',
      {
        items: [{ material: 'M07', file, reason: '缺页' }],
        respondWithinWorkingDays: 10,
      },
      { at: '2026-03-04' },
    ).decision;
  expect(ask('M07/4')).toMatchObject({ ...wrong, field: 'items[0].file', allowed: ['M07/1', 'M07/2', 'M07/3'] });
  expect(ask('M01/1')).toMatchObject({ ...wrong, field: 'items[0].file' });
  expect(supply(asked(WHOLE), [{ material: 'M07', replaces: 'M01/1' }]).decision).toMatchObject({
    ...wrong,
    field: 'items[0].replaces',
    allowed: ['M07/1', 'M07/2', 'M07/3', 'M07'],
  });
});

test('no id is given twice: the number of a file that was replaced is not used again', () => {
  const promised = [
    received({ materials: THREE }),
    on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk),
    on('2026-03-03', 'OutstandingPromised', { outstanding: ['M10'], withinWorkingDays: 5, told: {} as never }, clerk),
  ];
  const items = [{ material: 'M10' }, { material: 'M07', fileName: '新.pdf', replaces: 'M07/3' }];
  const outcome = given(...promised).when('SupplyOutstanding', { items }, { at: '2026-03-04' });
  expect(shown(outcome)).toEqual(['M07/1 甲.pdf', 'M07/2 乙.pdf', 'M07/4 新.pdf']);
});

test('what was supplied before files had ids replaced its whole material, and does so still', () => {
  const before = [
    ...asked(WHOLE),
    on('2026-03-05', 'CorrectionSupplied', { items: [{ material: 'M07', fileName: '旧.pdf' }] }, applicant),
  ];
  const outcome = given(...before).when('AcceptApplication', {}, { at: '2026-03-06' });
  expect(shown(outcome)).toEqual(['M07/1 旧.pdf']);
});

import { COMMAND_DTOS, type PeoplesCommand } from '#dto';
import { checkSaid, dayIn } from './said.js';
import { parseScenario } from './scenario-file.js';

const place = { file: 'made-up.json', path: '$.steps[2].with' };
const check = (name: PeoplesCommand, said: object) => () => {
  checkSaid(COMMAND_DTOS[name], said, place);
};

test.each<[PeoplesCommand, object, string]>([
  ['ExtendDecision', {}, '$.steps[2].with.reason: is missing'],
  ['ExtendDecision', { reason: '' }, '$.steps[2].with.reason: must not be an empty text'],
  ['ExtendDecision', { reason: 3 }, '$.steps[2].with.reason: must be string, found 3'],
  ['ExtendDecision', { reason: '案情复杂', days: 10 }, '$.steps[2].with.days: is not a known field; known: reason'],
  ['ExtendDecision', { reason: '案情复杂', constructor: 1 }, '$.steps[2].with.constructor: is not a known field'],
  ['ResumeReview', { reason: '已恢复' }, '$.steps[2].with.reason: is not a known field; the command takes none'],
  ['VerifyRectification', { passed: 'yes' }, '$.steps[2].with.passed: must be boolean, found "yes"'],
  ['RefuseQualification', { reasons: '不符合' }, '$.steps[2].with.reasons: must be array, found "不符合"'],
  ['RefuseQualification', { reasons: ['不符合', ''] }, '$.steps[2].with.reasons[1]: must not be an empty text'],
  ['RefuseQualification', { reasons: ['不符合', 5] }, '$.steps[2].with.reasons[1]: must be string, found 5'],
  ['RequestCorrection', { items: [5], respondWithinWorkingDays: 10 }, '$.steps[2].with.items[0]: must be object, found 5'],
  [
    'SupplyCorrection',
    { items: [{ material: 'M10' }, { material: 'M10', pages: 3 }] },
    '$.steps[2].with.items[1].pages: is not a known field',
  ],
  ['ConcludeReview', { conclusion: '尚可' }, '$.steps[2].with.conclusion: must be one of 符合, 基本符合, 不符合, found "尚可"'],
])('%s of %j is told in one line', (name, said, problem) => {
  expect(check(name, said)).toThrow(`made-up.json: ${problem}`);
});

test.each([33, 1500, 20_000])('what is nested %d levels deep is told in one line', (levels) => {
  let deep: unknown = '缺页';
  for (let level = 0; level < levels; level += 1) deep = [deep];
  expect(check('ExtendDecision', { reason: deep })).toThrow(
    'made-up.json: $.steps[2].with: is nested too deeply: 32 levels at most',
  );
});

test.each<[PeoplesCommand, object]>([
  ['RequestCorrection', { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 90 }],
  ['RefuseQualification', { reasons: [] }],
  ['ExplainDelay', { limit: 'T022', reason: '案情复杂' }],
])('how much and how long is left to the engine: %s of %j', (name, said) => {
  expect(check(name, said)).not.toThrow();
});

test('a day is one of the calendar', () => {
  expect(dayIn('2026-02-28', place)).toBe('2026-02-28');
  for (const told of ['2026-02-30', '三月一日', 20260228])
    expect(() => dayIn(told, place)).toThrow('must be a calendar day such as 2026-12-31');
});

test.each<[object, string]>([
  [{ certificate: { number: '202812340001' } }, 'certificate: is not a known field'],
  [{ materials: 'some' }, 'materials: must be array, found "some"'],
  [{ materials: ['M01', { material: 'M02', bytes: 'x' }] }, 'materials[1].bytes: must be integer, found "x"'],
  [{ changes: { signatories: [{ name: '李四', action: 'fire' }] } }, 'changes.signatories[0].action: must be one of add'],
  [{ scopeItems: [{ category: '水', standard: 'GB/T 1' }] }, 'scopeItems[0].name: is missing'],
])('an application with %j is told in one line', (more, problem) => {
  const steps = [{ at: '2026-03-02T10:00:00+08:00', do: 'SubmitApplication' }];
  const scenario = { scenario: 1, application: { kind: 'INITIAL', ...more }, steps, until: '2026-04-01T00:00:00+08:00' };
  expect(() => parseScenario(scenario, 'made-up.json')).toThrow(`made-up.json: $.application.${problem}`);
});

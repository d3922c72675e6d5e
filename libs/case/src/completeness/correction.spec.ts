import { PAYLOADS, received, REACHED, submission } from '../cases.testing.js';
import { applicant, clerk, given, on } from '../given.testing.js';
import type { CaseCommands } from '../index.js';

describe('RequestCorrection', () => {
  const request = (more: object = {}, at = '2026-03-05') =>
    given(received()).when('RequestCorrection', { ...PAYLOADS.RequestCorrection, ...more }, { at });

  test('stops the window clock and gives the applicant theirs', () => {
    request().then('CorrectionRequested');
    expect(request().file.clocks).toMatchObject([
      { limit: 'T01', ended: '2026-03-05' },
      { limit: 'T03', started: '2026-03-05', length: 10 },
    ]);
  });

  test.each([
    ['no item', { items: [] }, 'correction-items-missing', '许可法32(四)'],
    ['a material outside the list', { items: [{ material: 'M99', reason: '多要' }] }, 'material-not-listed', '许可法31'],
    ['no time to answer', { respondWithinWorkingDays: 0 }, 'correction-time-invalid', '许可法32(四)'],
    ['half a day', { respondWithinWorkingDays: 0.5 }, 'correction-time-invalid', '许可法32(四)'],
    ['no number', { respondWithinWorkingDays: Number.NaN }, 'correction-time-invalid', '许可法32(四)'],
  ])('with %s is turned down', (_what, more, code, basis) => {
    request(more).thenRejected(code, basis);
  });

  test('a second notice is turned down while the first is open (许可法32(四), 72(四))', () => {
    given(...REACHED['awaiting-correction'])
      .when('RequestCorrection', PAYLOADS.RequestCorrection, { at: '2026-03-05' })
      .thenRejected('correction-already-requested', '许可法32(四)', '许可法72(四)');
  });

  test('what is possible meanwhile is told, and nothing else', () => {
    const { decision } = given(...REACHED['awaiting-correction']).when('RequestCorrection', PAYLOADS.RequestCorrection, {
      at: '2026-03-05',
    });
    expect(decision).toMatchObject({ allowed: ['WithdrawApplication', 'SupplyCorrection', 'RepinPolicy'] });
  });

  test('and after it was answered', () => {
    given(...REACHED['awaiting-correction'], on('2026-03-06', 'CorrectionSupplied', { items: [{ material: 'M10' }] }, applicant))
      .when('RequestCorrection', PAYLOADS.RequestCorrection, { at: '2026-03-09' })
      .thenRejected('correction-already-requested', '许可法32(四)', '许可法72(四)');
  });
});

describe('SupplyCorrection', () => {
  const supply = (items: CaseCommands['SupplyCorrection']['items']) =>
    given(...REACHED['awaiting-correction']).when('SupplyCorrection', { items }, { at: '2026-03-09' });

  test('puts a new material in the place of the old one where it says so', () => {
    const outcome = supply([{ material: 'M10', fileName: '新.pdf', replaces: 'M10' }]);
    outcome.then('CorrectionSupplied');
    expect(outcome.file.materials.filter(({ material }) => material === 'M10')).toEqual([
      { material: 'M10', fileName: '新.pdf', id: 'M10/2' },
    ]);
    expect(outcome.file.materials).toHaveLength(submission().materials.length);
  });

  test('all at once', () => {
    supply([{ material: 'M01' }]).thenRejected('correction-incomplete', '许可法32(五)');
  });

  test('what is replaced is named where there is no such file, before what is still missing', () => {
    const { decision } = supply([{ material: 'M01', replaces: 'M01/9' }]);
    expect(decision).toMatchObject({ code: 'file-unknown', field: 'items[0].replaces', allowed: ['M01/1', 'M01'] });
    const files = [{ material: 'M07' }, { material: 'M07' }];
    const notice = on(
      '2026-03-04',
      'CorrectionRequested',
      { items: [{ material: 'M07', file: 'M07/2', reason: '缺页' }], respondWithinWorkingDays: 10 },
      clerk,
    );
    const other = given(received({ materials: files }), notice).when(
      'SupplyCorrection',
      { items: [{ material: 'M07', replaces: 'M07/1' }] },
      { at: '2026-03-09' },
    );
    expect(other.decision).toMatchObject({
      code: 'correction-incomplete',
      field: 'items[0].replaces',
      allowed: ['M07/2'],
      zh: expect.stringMatching(/^items\[0\]\.replaces 所替换的文件不在补正要求之列；/),
    });
  });

  test('nothing outside the list', () => {
    supply([{ material: 'M10' }, { material: 'M99' }]).thenRejected('material-not-listed', '许可法31');
  });
});

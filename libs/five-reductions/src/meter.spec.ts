import { localDate } from '#kernel';
import { custodyAfter, withFile, type CaseEvent } from '#case';
import { APPLICATION_KINDS, createPolicyBook, dayLedger } from '#law';
import { awaitingDecision, received } from '../../case/src/cases.testing.js';
import { clerk, decisionMaker, fold, law, on, openCase } from '../../case/src/given.testing.js';
import { promising } from '../../law/src/policy/packs.testing.js';
import { baselineOf, FIGURES, figuresOfKind, meter, meterOfKind, type Reductions } from './index.js';

const ON = localDate('2026-06-01');
const baseline = baselineOf(law);
const now = law.policies.findInForce(ON)!;

describe('the figures of a kind', () => {
  test('the baseline is the law of the day on which the reductions were ordered', () => {
    expect(baseline.versionLabel).toBe('CMA-2015/2+REV-2016/1');
    expect(baseline).toBe(law.policies.findInForce(localDate('2018-07-31')));
  });

  // By hand. Stages: acceptance 5, review 45 or 30, decision 20 or 10 after a review and 20 without, issue 10 or 7.
  test.each([
    ['INITIAL, by the baseline', baseline, 'INITIAL', 'GENERAL', [4, 5, 5 + 45 + 20 + 10, 0, 11, 1]],
    ['INITIAL', now, 'INITIAL', 'GENERAL', [4, 5, 5 + 30 + 10 + 7, 0, 10, 0]],
    ['INITIAL on a commitment: its letter is one document more', now, 'INITIAL', 'COMMITMENT', [3, 3, 5 + 0 + 7, 0, 11, 0]],
    ['a change of name, by the baseline', baseline, 'CHG_NAME', 'GENERAL', [3, 3, 5 + 20 + 10, 0, 5, 1]],
    ['a change of name', now, 'CHG_NAME', 'GENERAL', [3, 3, 5 + 20 + 7, 0, 2, 0]],
    ['a cancellation, which issues nothing', now, 'CANCEL', 'GENERAL', [3, 3, 5 + 20, 0, 1, 0]],
  ] as const)('%s', (_what, policy, kind, procedure, expected) => {
    const figures = figuresOfKind(policy, kind, procedure);
    expect(FIGURES.map((name) => figures[name])).toEqual(expected);
  });

  test('a document review is one step less than a review on site', () => {
    expect(figuresOfKind(now, 'RENEWAL', 'GENERAL', 'WRITTEN').steps).toBe(figuresOfKind(now, 'RENEWAL').steps - 1);
  });

  test('a promise counts in the place of the law', () => {
    const promised = promising.findInForce(ON)!;
    expect(figuresOfKind(promised, 'INITIAL').workingDays).toBe(3 + 20 + 7 + 7);
    expect(figuresOfKind(promised, 'RENEWAL').workingDays).toBe(3 + 30 + 7 + 7);
  });

  test.each(APPLICATION_KINDS)('%s: the usual way asks no more than the baseline, and every way is there', (kind) => {
    const { ways, policy, baselinePolicy } = meterOfKind(law, kind, ON);
    expect([policy, baselinePolicy]).toEqual([now.versionLabel, baseline.versionLabel]);
    expect(ways.filter(({ procedure }) => procedure === 'COMMITMENT')).toHaveLength(now.kind(kind).procedures.length - 1);
    for (const name of FIGURES) expect(ways[0]?.[name].actual).toBeLessThanOrEqual(ways[0]?.[name].baseline ?? -1);
  });

  test('no law, no figures', () => {
    expect(() => meterOfKind(law, 'INITIAL', localDate('2015-07-31'))).toThrow('no policy pack is in force on 2015-07-31');
    expect(() => meterOfKind({ ...law, policies: createPolicyBook([]) }, 'INITIAL', ON)).toThrow(RangeError);
  });
});

type Past = ReturnType<typeof on>;
const granted: readonly Past[] = [
  ...awaitingDecision,
  on(
    '2026-03-18',
    'QualificationGranted',
    { certificate: { action: 'cancel', number: '262820340001' } } satisfies Extract<
      CaseEvent,
      { type: 'QualificationGranted' }
    >['data'],
    decisionMaker,
  ),
];

function after(events: readonly Past[], recorded: object = {}): Record<string, [number, number]> {
  const state = openCase(fold(events));
  const { file } = state;
  const policy = law.policies.byLabel(file.policy);
  const ledger = dayLedger(events, file.clocks, policy, law.calendar, custodyAfter, localDate('2026-03-18')) ?? null;
  const figures: Reductions = meter(withFile(state, { ...file, ...recorded }), events, ledger, law);
  return Object.fromEntries(FIGURES.map((name) => [name, [figures[name].baseline, figures[name].actual]]));
}

describe('the figures of a case', () => {
  test('what was received has entered one stage, and no step was taken', () => {
    expect(after([received()])).toMatchObject({
      procedures: [4, 1],
      steps: [5, 0],
      materials: [11, 10],
      fee: [0, 0],
      trips: [1, 0],
    });
  });

  test('each step once, by people; days as the clocks of the authority counted them', () => {
    // Accepted on the 5th (3 days), review concluded on the 16th (7), decided on the 18th (2), the day on which it is read.
    expect(after(granted)).toMatchObject({ procedures: [4, 4], steps: [5, 4], workingDays: [80, 12] });
  });

  test('what the engine does by itself is a stage, and no step', () => {
    const deemed = [
      received(),
      on(
        '2026-03-10',
        'ApplicationDeemedAccepted',
        { limit: 'T01', run: 1, due: localDate('2026-03-09'), reviewForm: 'ON_SITE' },
        { id: 'engine', role: 'engine' },
      ),
    ];
    expect(after(deemed)).toMatchObject({ procedures: [4, 2], steps: [5, 0] });
  });

  test('a correction and a check of a rectification are no steps of every case', () => {
    const corrected = [received(), on('2026-03-05', 'CorrectionRequested', { items: [], respondWithinWorkingDays: 5 }, clerk)];
    expect(after(corrected)).toMatchObject({ steps: [5, 0] });
  });

  test('a change that touches the conditions is compared with a review on site', () => {
    const about = { kind: 'CHG_NAME', certificate: { number: '202820340001', validTo: localDate('2026-12-31') } } as const;
    expect(after([received(about)])).toMatchObject({ procedures: [3, 1], steps: [3, 0], workingDays: [35, expect.any(Number)] });
    expect(after([received({ ...about, affectsConditions: true })])).toMatchObject({
      procedures: [4, 1],
      workingDays: [80, expect.any(Number)],
    });
  });

  test('conditional materials that came in would have been asked for by the baseline too', () => {
    const materials = ['M01', 'M03', 'M16', 'M20'].map((material) => ({ material }));
    // M20 is not in the list of 2015.
    expect(after([received({ materials })])['materials']).toEqual([11 + 2, 4]);
  });

  test('changes that travel together would have been as many cases', () => {
    const one = after([received({ kind: 'CHG_NAME' })]);
    const two = after([received({ kind: 'CHG_NAME', alsoKinds: ['CHG_ADDR_NAME'] })]);
    expect([one, two].map((figures) => [figures['procedures']?.[0], figures['workingDays']?.[0], figures['trips']?.[0]])).toEqual(
      [
        [3, 35, 1],
        [6, 70, 2],
      ],
    );
  });

  test('what was recorded as waived is taken off', () => {
    const waived = {
      waivedMaterials: [{ material: 'M10' }],
      reductions: [
        { kind: 'material', saves: 1 },
        { kind: 'fee', saves: 300 },
      ],
    };
    expect(after([received()], waived)).toMatchObject({ materials: [11, 9], fee: [0, 0] });
  });

  test('a fee is what the law of the case asks, or what the baseline leaves after what was saved', () => {
    const fee = { ...baseline.values.feeYuan, value: 500 };
    const charged = createPolicyBook(
      law.policies.packs.map((pack) => (pack.overlay ? pack : { ...pack, values: { ...pack.values, feeYuan: fee } })),
    );
    const state = openCase(fold([received()]));
    const feeOf = (reductions: object) =>
      meter(withFile(state, { ...state.file, ...reductions }), [], null, { ...law, policies: charged }).fee;
    expect(feeOf({})).toEqual({ baseline: 500, actual: 500 });
    expect(feeOf({ reductions: [{ kind: 'fee', saves: 200 }] })).toEqual({ baseline: 500, actual: 300 });
    expect(feeOf({ reductions: [{ kind: 'fee', saves: 900 }] })).toEqual({ baseline: 500, actual: 0 });
  });
});

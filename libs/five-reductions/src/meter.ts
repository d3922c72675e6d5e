import { kindsOf, type OpenCase } from '#case';
import { localDate, type LocalDate } from '#kernel';
import {
  stageTimes,
  type ApplicationKind,
  type Law,
  type Ledger,
  type Policy,
  type Procedure,
  type RequiredMaterial,
  type ReviewForm,
  type StepRule,
} from '#law';

/** What the rule of the baseline would have asked, and what is asked now, or was asked of a case so far. */
interface Figure {
  readonly baseline: number;
  readonly actual: number;
}

/**
 * The five reductions as figures (减程序、减环节、减时间、减收费、减申请材料), and the trips of 最多跑一次. Counted are the steps of
 * the pack that every such case takes (those with `when` are left out) up to the delivery of the result.
 */
export interface FiguresOf<T> {
  /** Stages (程序) that have such a step: acceptance, review, decision, issue. */
  readonly procedures: T;
  /** Such steps (环节) of the authority and its experts. */
  readonly steps: T;
  /** Sum over the stages of the longest limit in working days, as promised, else as the law says. */
  readonly workingDays: T;
  /** Yuan. */
  readonly fee: T;
  /** Documents that every applicant by that procedure hands in: M, C where it surely holds, and S where the pack knows no data sharing. */
  readonly materials: T;
  readonly trips: T;
}

export type FigureName = keyof FiguresOf<unknown>;
export const FIGURES: readonly FigureName[] = ['procedures', 'steps', 'workingDays', 'fee', 'materials', 'trips'];

export interface Reductions extends FiguresOf<Figure> {
  readonly baselinePolicy: string;
}

/** The dated baseline: the rule in force when the five reductions were ordered (甘政办发〔2018〕145号). */
const BASELINE = 'CMA-2015';
const BASELINE_DAY = localDate('2018-07-31');

export const baselineOf = (law: Law): Policy => law.policies.get(BASELINE, BASELINE_DAY);

/** What a policy asks of a kind; the form of review is the usual one unless named. */
export function figuresOfKind(
  policy: Policy,
  kind: ApplicationKind,
  procedure: Procedure = 'GENERAL',
  form?: ReviewForm | 'NONE',
): FiguresOf<number> {
  const stages = stageTimes(policy, kind, procedure, form);
  return {
    procedures: stages.length,
    steps: countedSteps(policy, kind, procedure, form).length,
    workingDays: stages.reduce((days, { promised }) => days + promised, 0),
    fee: policy.feeFor(kind).value,
    materials: handedIn(policy, kind, procedure).length,
    trips: policy.tripsFor(kind).value,
  };
}

/** A kind by one way through the handling, against the usual way of the baseline. */
export interface WayMeter extends FiguresOf<Figure> {
  readonly procedure: Procedure;
  readonly reviewForm: ReviewForm | 'NONE';
}

export interface KindMeter {
  readonly kind: ApplicationKind;
  readonly baselinePolicy: string;
  readonly policy: string;
  readonly ways: readonly WayMeter[];
}

/** The figures of a kind on a day, one row for each procedure that is open and each form of review. Throws where no law is in force. */
export function meterOfKind(law: Law, kind: ApplicationKind, onDate: LocalDate): KindMeter {
  const policy = law.policies.findInForce(onDate);
  if (policy === undefined) throw new RangeError(`no policy pack is in force on ${onDate}`);
  const baseline = baselineOf(law);
  const before = figuresOfKind(baseline, kind);
  const { procedures, reviewForm, otherForms = [] } = policy.kind(kind);
  const ways = procedures.flatMap((procedure) =>
    (procedure === 'COMMITMENT' ? (['NONE'] as const) : [reviewForm, ...otherForms]).map((form) => ({
      procedure,
      reviewForm: form,
      ...paired(before, figuresOfKind(policy, kind, procedure, form)),
    })),
  );
  return { kind, baselinePolicy: baseline.versionLabel, policy: policy.versionLabel, ways };
}

type File = OpenCase['file'];
type Acts = readonly { readonly type: string; readonly actor: { readonly role: string } }[];

/**
 * A case against the baseline. Procedures, steps and days are what happened so far: what was skipped or shortened is not there to be
 * counted, so that it need not be subtracted. Materials are those handed in without the ones recorded as waived; the fee is what the
 * baseline leaves after the savings recorded, or what the law of the case asks where that is less.
 */
export function meter(state: OpenCase, events: Acts, ledger: Ledger | null, law: Law): Reductions {
  const { file } = state;
  const { reductions = [], waivedMaterials = [] } = file;
  const policy = law.policies.byLabel(file.policy);
  const baseline = baselineOf(law);
  const waived = new Set(waivedMaterials.map(({ material }) => material));
  const given = new Set(file.materials.map(({ material }) => material).filter((material) => !waived.has(material)));
  // Changes that travel together would have been as many cases.
  const before = kindsOf(file)
    .map((kind) => figuresBefore(kind, file, baseline, given))
    .reduce((sum, one) => added(sum, one));
  const saved = reductions.filter(({ kind }) => kind === 'fee').reduce((yuan, { saves }) => yuan + saves, 0);
  return {
    baselinePolicy: baseline.versionLabel,
    ...paired(before, {
      procedures: stagesRun(policy, file, events),
      steps: stepsTaken(policy, file, events),
      workingDays: ledger?.days.filter(({ counted }) => counted).length ?? 0,
      fee: Math.max(0, Math.min(policy.feeFor(file.kind).value, before.fee - saved)),
      materials: given.size,
      // Everything here is done online: no event of a case is a trip.
      trips: 0,
    }),
  };
}

function figuresBefore(kind: ApplicationKind, file: File, baseline: Policy, given: ReadonlySet<string>): FiguresOf<number> {
  // A change that touches the conditions was reviewed on site by every law (办法14 末款).
  const affecting = file.affectsConditions && baseline.kind(kind).affectsConditions !== 'never';
  const figures = figuresOfKind(baseline, kind, 'GENERAL', affecting ? 'ON_SITE' : undefined);
  return { ...figures, materials: asked(baseline, kind, given) };
}

const added = (a: FiguresOf<number>, b: FiguresOf<number>): FiguresOf<number> =>
  Object.fromEntries(FIGURES.map((figure) => [figure, a[figure] + b[figure]])) as unknown as FiguresOf<number>;

const isCounted = ({ when, stage, by }: StepRule): boolean => when === undefined && stage !== 'supervision' && by !== 'applicant';

const countedSteps = (policy: Policy, kind: ApplicationKind, procedure: Procedure, form?: ReviewForm | 'NONE') =>
  policy.stepsFor(kind, procedure, form).filter(isCounted);

const handedIn = (policy: Policy, kind: ApplicationKind, procedure: Procedure): readonly RequiredMaterial[] => [
  ...policy.materialsNeeded(kind, { procedure }),
  ...policy.materialsFor(kind).filter(({ requirement }) => requirement === 'S' && !policy.values.dataSharing.value),
];

/** What the baseline would have asked of this very case: its list, and of what depends on the case that which came in. */
function asked(baseline: Policy, kind: ApplicationKind, given: ReadonlySet<string>): number {
  const dependent = baseline.materialsFor(kind).filter(({ id, requirement }) => requirement === 'C' && given.has(id));
  return handedIn(baseline, kind, 'GENERAL').length + dependent.length;
}

/** The steps of the kind and procedure, whatever the form of review that it came to. */
const stepsOf = (policy: Policy, { kind, procedure }: File): readonly StepRule[] =>
  policy.steps.filter(
    (step) =>
      isCounted(step) &&
      (step.kinds === '*' || step.kinds.includes(kind)) &&
      (step.procedures === '*' || step.procedures.includes(procedure)),
  );

/** Stages in which a clock ran or a step was done, by a person or by the engine. */
function stagesRun(policy: Policy, file: File, events: Acts): number {
  const clocks = new Set(file.clocks.map(({ limit }) => limit));
  const types = new Set(events.map(({ type }) => type));
  const entered = stepsOf(policy, file).filter(
    ({ limits, done }) => limits.some((limit) => clocks.has(limit)) || done.some((type) => types.has(type)),
  );
  return new Set(entered.map(({ stage }) => stage)).size;
}

/** Steps that people took; what a step took twice counts once, what the engine did by itself not at all. */
function stepsTaken(policy: Policy, file: File, events: Acts): number {
  const byPeople = new Set(events.filter(({ actor }) => actor.role !== 'engine').map(({ type }) => type));
  return stepsOf(policy, file).filter(({ done }) => done.some((type) => byPeople.has(type))).length;
}

const paired = (baseline: FiguresOf<number>, actual: FiguresOf<number>): FiguresOf<Figure> => {
  const figure = (name: FigureName): Figure => ({ baseline: baseline[name], actual: actual[name] });
  return {
    procedures: figure('procedures'),
    steps: figure('steps'),
    workingDays: figure('workingDays'),
    fee: figure('fee'),
    materials: figure('materials'),
    trips: figure('trips'),
  };
};

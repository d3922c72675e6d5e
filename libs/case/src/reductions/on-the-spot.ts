import { isSameText } from '#kernel';
import type { ApplicationKind, AttestedFact, Policy, RequiredMaterial } from '#law';
import { materialsFor } from '../completeness/materials.js';
import { kindsOf } from '../file/rules.js';
import type { CaseFile, HeldMaterial, MachineDecision } from '../file/state.js';
import { reviewFormFor } from '../technical-review/review-form.js';

interface Question {
  readonly file: CaseFile;
  readonly policy: Policy;
  /** What sources have answered for, handed in or not. */
  readonly held: readonly HeldMaterial[];
}

export interface Condition {
  readonly name: string;
  readonly article: string;
  readonly holds: (question: Question) => boolean;
}

/** One rule for each kind of the case; undefined for a kind that is not listed. */
const rulesFor = (file: CaseFile, policy: Policy) => kindsOf(file).map((kind) => policy.values.onTheSpot.value[kind]);
const factsFor = (file: CaseFile, policy: Policy) => rulesFor(file, policy).flatMap((rule) => rule?.facts ?? []);

const listedForAMachine = ({ file, policy }: Question): boolean =>
  rulesFor(file, policy).every((rule) => rule?.machineDecision === true);

const runsTheGeneralProcedure = ({ file }: Question): boolean => file.procedure === 'GENERAL';

/** A change that touches the conditions of the qualification runs the whole procedure. */
const needsNoReview = ({ file, policy }: Question): boolean => reviewFormFor(file, policy) === 'NONE';

const hadNoGaps = ({ file }: Question): boolean => !file.correctionRequested && (file.outstanding ?? []).length === 0;

/** Whoever was told of a hearing is heard by a person. */
const hasNoHearing = ({ file }: Question): boolean => file.hearing === undefined;

/** Nothing of the list is left open: handed in, or held by a source. */
const isComplete = ({ file, policy, held }: Question): boolean =>
  materialsFor(kindsOf(file), policy)
    .filter(({ requirement }) => requirement !== 'C')
    .every(({ id }) => [...file.materials, ...held].some(({ material }) => material === id));

/** Not even a hint that somebody should look at. */
const hasACleanRecord = ({ file: { standing, warnings = [] } }: Question): boolean =>
  !standing.breachInLastTerm &&
  !standing.badCreditList &&
  !standing.punishedWithin2Years &&
  standing.bannedUntil === undefined &&
  warnings.length === 0;

/** What the application states, word for word: a notice about something else confirms nothing. */
const isConfirmed = ({ file, policy, held }: Question): boolean =>
  factsFor(file, policy).every(({ material, attests }) =>
    held.some((one) => one.material === material && attests.every((fact) => agree(stated(file)[fact], one.attests?.[fact]))),
  );

const stated = ({
  institution,
  changes,
  certificate,
}: CaseFile): Readonly<Partial<Record<AttestedFact, string | undefined>>> => ({
  name: changes?.name ?? institution.name,
  address: changes?.addressName ?? institution.address,
  legalRepresentative: changes?.legalRepresentative ?? institution.legalRepresentative,
  certificateNumber: certificate?.number,
});

const agree = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && isSameText(one, other);

/** The registered fact that a change is about; a source attests no other. */
const REGISTERED: Readonly<Partial<Record<ApplicationKind, AttestedFact>>> = {
  CHG_NAME: 'name',
  CHG_ADDR_NAME: 'address',
  CHG_LEGAL_REP: 'legalRepresentative',
};

/**
 * Whether a material that a source holds spares the applicant the paper: a notice of the registrar that says what was registered
 * does so only where that is every change for which the notice is asked (国务院令716号7).
 */
export function sparesThePaper(file: CaseFile, policy: Policy, { material, attests }: HeldMaterial): boolean {
  const isNotice = ({ id, requirement, condition }: RequiredMaterial): boolean =>
    id === material && requirement !== 'C' && condition === 'registration-changed';
  const asking = kindsOf(file).filter((kind) => policy.materialsFor(kind).some(isNotice));
  return (
    attests === undefined ||
    asking.every((kind) => {
      const fact = REGISTERED[kind];
      return fact !== undefined && agree(stated(file)[fact], attests[fact]);
    })
  );
}

/** All of them must hold before a machine decides: then no fact is left for which the law wants two officers (许可法34). */
export const ON_THE_SPOT: readonly Condition[] = [
  { name: 'listed-for-a-machine', article: '许可法34', holds: listedForAMachine },
  { name: 'general-procedure', article: '办法10', holds: runsTheGeneralProcedure },
  { name: 'no-review', article: '办法14(末款)', holds: needsNoReview },
  { name: 'no-gaps', article: '许可法32(五)', holds: hadNoGaps },
  { name: 'no-hearing', article: '许可法47', holds: hasNoHearing },
  { name: 'complete', article: '许可法32(五)', holds: isComplete },
  { name: 'clean-record', article: '评审准则16', holds: hasACleanRecord },
  { name: 'confirmed-by-a-source', article: '许可法34', holds: isConfirmed },
];

/** The decision that a machine may take on the spot, with what it rests on; undefined where a person has to look (许可法34). */
export function machineDecision(file: CaseFile, policy: Policy, held: readonly HeldMaterial[]): MachineDecision | undefined {
  if (!ON_THE_SPOT.every(({ holds }) => holds({ file, policy, held }))) return undefined;
  const asked = new Set(factsFor(file, policy).map(({ material }) => material));
  return {
    rule: 'on-the-spot',
    article: policy.values.onTheSpot.basis,
    facts: held.filter(({ material }) => asked.has(material)),
  };
}

/** 马上办: what could be decided at once goes on top of the queue while it waits for a person (优化营商环境条例36). */
export const goesFirst = (file: CaseFile, policy: Policy): boolean =>
  rulesFor(file, policy).every((rule) => rule !== undefined) && reviewFormFor(file, policy) === 'NONE';

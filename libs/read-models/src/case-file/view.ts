import {
  askedFor,
  commitmentTerms,
  commitmentText,
  filesOf,
  kindsOf,
  materialsFor,
  permitted,
  warningsNow,
  type CommandName,
  type HeldCertificate,
  type HeldMaterial,
  type OpenCase,
  type Reduction,
  type SetAside,
} from '#case';
import { routeReductions } from '#five-reductions';
import { dateOf, formatInstant, type Actor, type Instant } from '#kernel';
import { lawOfRuns, pinnedCalendar, pinnedPolicy, viewClocks, type ClockView, type Law } from '#law';
import { colourOf, type Colour } from '../remaining.js';
import { nextDue, turnOf } from '../turn.js';

type Shown<T, F extends keyof T> = Omit<T, F> & { readonly [K in F]: string };

export interface CaseFileView {
  readonly caseId: string;
  readonly revision: number;
  readonly status: OpenCase['status'];
  readonly turn: {
    readonly of: string;
    readonly next: string | null;
    readonly due: string | null;
    readonly limit: string | null;
    /** Whether the due day rests on a year whose holidays are not announced. */
    readonly provisional: boolean;
    readonly colour: Colour;
  };
  readonly kind: string;
  readonly alsoKinds: readonly string[];
  readonly procedure: string;
  /** Of the commitment procedure: what is told, the text that is or was signed, and the signature. */
  readonly commitment: null | {
    readonly terms: readonly string[];
    readonly text: string;
    readonly signed: Shown<Omit<NonNullable<OpenCase['file']['commitment']>, 'body'>, 'signedAt'> | null;
  };
  readonly outstanding: readonly string[];
  readonly hearing: OpenCase['file']['hearing'] | null;
  /** Hints of the receipt, as far as they still stand: no ground against the application. */
  readonly warnings: NonNullable<OpenCase['file']['warnings']>;
  readonly policy: string;
  readonly calendar: string;
  /** As it is called, and as it is on record, now. */
  readonly institution: OpenCase['file']['institution'];
  /** Under which the application was handed in, where the body is called otherwise now. */
  readonly formerName: string | null;
  /** What the application said otherwise than the record. */
  readonly asTyped: OpenCase['file']['asTyped'] | null;
  readonly standing: OpenCase['file']['standing'];
  readonly certificate: OpenCase['file']['certificate'] | null;
  readonly lateRenewal: boolean;
  readonly affectsConditions: boolean;
  readonly reviewForm: string;
  readonly receivedAt: string;
  readonly acceptedAt: string | null;
  readonly materials: readonly (OpenCase['file']['materials'][number] & { readonly id: string; readonly name: string })[];
  /** 五减: what this case need not do, by which article; where nothing was found for it, how short the way of its kind is. */
  readonly reductions: readonly Reduction[];
  readonly waivedMaterials: readonly (Shown<HeldMaterial, 'fetchedAt'> & { readonly name: string })[];
  /** What a source did not answer for and the applicant may hand in; nobody waits for it. */
  readonly asked: readonly {
    readonly material: string;
    readonly name: string;
    readonly source: string;
    readonly reason: string;
  }[];
  /** Decided without a person: the rule and the facts it rests on. */
  readonly machineDecision:
    | (Omit<NonNullable<OpenCase['file']['machineDecision']>, 'facts'> & {
        readonly facts: readonly Shown<HeldMaterial, 'fetchedAt'>[];
      })
    | null;
  /** Refusals of this case that no longer stand, with what set each of them aside. */
  readonly setAside: readonly Omit<SetAside, 'refusedBy'>[];
  /** The rows of ability applied for; none where the table filed as M05 tells them. */
  readonly scopeItems: NonNullable<OpenCase['file']['scopeItems']>;
  /** What belongs to the present status: items to correct, review team, conclusion, reasons and remedies, certificate number. */
  readonly detail: object;
  readonly clocks: readonly ClockView[];
  readonly permittedActions: readonly CommandName[];
}

/** `certificate`: the one that the case is about or has led to, as it is now. */
export function viewCaseFile(
  state: OpenCase,
  revision: number,
  actors: readonly Actor[],
  law: Law,
  now: Instant,
  certificate?: HeldCertificate,
): CaseFileView {
  const { file, status, ...rest } = state;
  const detail = detailOf(rest);
  const policy = pinnedPolicy(law, file.policy);
  const { of, next } = turnOf(state, law);
  const due = nextDue(state, law);
  const names = new Map(materialsFor(kindsOf(file), policy).map((material) => [material.id, material.zh]));
  const nameOf = (material: string): string => names.get(material) ?? material;
  return {
    caseId: file.caseId,
    revision,
    status,
    turn: {
      of,
      next,
      due: due?.due ?? null,
      limit: due?.limit ?? null,
      provisional: due?.provisional ?? false,
      colour: colourOf(due?.due ?? null, dateOf(now), law.calendar),
    },
    kind: file.kind,
    alsoKinds: file.alsoKinds ?? [],
    procedure: file.procedure,
    commitment:
      file.procedure === 'GENERAL'
        ? null
        : {
            terms: commitmentTerms(asSigned(file), policy),
            text: commitmentText(asSigned(file), policy),
            signed: signedBy(file),
          },
    outstanding: file.outstanding ?? [],
    hearing: file.hearing ?? null,
    warnings: warningsNow(file, policy),
    policy: file.policy,
    calendar: file.calendar,
    institution: file.institution,
    formerName: file.formerName ?? null,
    asTyped: file.asTyped ?? null,
    standing: file.standing,
    certificate: certificate ?? file.certificate ?? null,
    lateRenewal: file.late,
    affectsConditions: file.affectsConditions,
    reviewForm: file.reviewForm,
    receivedAt: formatInstant(file.receivedAt),
    acceptedAt: file.acceptedAt === undefined ? null : formatInstant(file.acceptedAt),
    materials: filesOf(file).map((material) => ({ ...material, name: nameOf(material.material) })),
    reductions: file.reductions ?? routeReductions(file, law, dateOf(now)),
    waivedMaterials: (file.waivedMaterials ?? []).map((one) => ({
      ...fetched(one),
      name: nameOf(one.material),
    })),
    asked: askedFor(file).map((material) => {
      const { source = '', reason = '' } = file.silent?.find((one) => one.material === material) ?? {};
      return { material, name: nameOf(material), source, reason };
    }),
    machineDecision: decidedBy(file),
    setAside: (file.setAside ?? []).map(({ refusedBy: _person, ...told }) => told),
    scopeItems: file.scopeItems ?? [],
    detail,
    clocks: viewClocks(file.clocks, policy, pinnedCalendar(law, file), now, file.kind, lawOfRuns(law, file)),
    permittedActions: [...new Set(actors.flatMap((actor) => permitted(state, actor, law)))],
  };
}

/** Of a refusal only what the applicant was told. */
function detailOf(detail: object): object {
  const { from: _from, refusedBy: _by, refusedOn: _on, ...told } = detail as Partial<Record<string, unknown>>;
  return told;
}

const fetched = (held: HeldMaterial): Shown<HeldMaterial, 'fetchedAt'> => ({ ...held, fetchedAt: formatInstant(held.fetchedAt) });

/** What is signed keeps the name under which it was. */
const asSigned = ({ commitment, ...file }: OpenCase['file']): OpenCase['file'] =>
  commitment?.body === undefined ? file : { ...file, institution: { ...file.institution, name: commitment.body } };

const signedBy = ({ commitment }: OpenCase['file']) =>
  commitment === undefined
    ? null
    : {
        sha256: commitment.sha256,
        signatory: commitment.signatory,
        signedAt: formatInstant(commitment.signedAt),
      };

const decidedBy = ({ machineDecision: decision }: OpenCase['file']) =>
  decision === undefined ? null : { ...decision, facts: decision.facts.map(fetched) };

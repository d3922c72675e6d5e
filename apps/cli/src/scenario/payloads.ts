import {
  askedFor,
  isOpenCase,
  missingMaterials,
  type CaseCommands,
  type CaseState,
  type CorrectionItem,
  type SuppliedMaterial,
  type TeamMember,
} from '#case';
import { DataFileError, validateWith } from '#data-files';
import { addDays, dateOf, findLocalDate, instant, type LocalDate } from '#kernel';
import { pinnedPolicy, type Conclusion, type Law, type Policy, type ReviewForm } from '#law';
import type { ScenarioFile } from './scenario-file.js';
import type { ScenarioStep } from './scenario-step.js';
import { submission } from './submission.js';
import { payloadSchemas, type ScenarioCommand } from './payload-schemas.js';

export const TEAM: readonly TeamMember[] = [{ id: 'expert-1', leader: true }, { id: 'expert-2' }];

interface Given {
  readonly items?: readonly (string | (Partial<CorrectionItem> & SuppliedMaterial))[];
  readonly respondWithinWorkingDays?: number;
  readonly reasons?: readonly string[];
  readonly remedies?: CaseCommands['RefuseQualification']['remedies'];
  readonly reason?: string;
  readonly findings?: string;
  readonly form?: ReviewForm;
  readonly team?: readonly (string | TeamMember)[];
  readonly withinWorkingDays?: number;
  readonly passed?: boolean;
  readonly conclusion?: Conclusion;
  readonly policy?: string;
  readonly remoteGround?: string;
  readonly outstanding?: readonly string[];
  readonly noticedOn?: string;
  readonly heldOn?: string;
  readonly limit?: string;
  readonly instrument?: { readonly authority?: string; readonly number?: string; readonly date?: string };
  readonly checks?: CaseCommands['PassDocumentReview']['checks'];
}

function given(step: ScenarioStep, index: number, file: string): Given {
  try {
    return validateWith<Given>(payloadSchemas[step.do as ScenarioCommand], step.with ?? {}, file);
  } catch (fault) {
    if (!(fault instanceof DataFileError)) throw fault;
    throw new DataFileError(file, `$.steps[${index}].with${fault.path.slice(1)}`, fault.problem);
  }
}

/** What a payload may depend on: the scenario, and the case as it is when the command is given. */
interface Circumstances {
  readonly scenario: ScenarioFile;
  readonly state: CaseState;
  readonly caseId: string;
  readonly law: Law;
  readonly policy: Policy;
  readonly file: string;
}

/** The data of a step's command: what `with` says, and a stated default for what it leaves out. Throws DataFileError. */
export function payloadOf(
  step: ScenarioStep,
  index: number,
  { scenario, state, caseId, law, policy, file }: Circumstances,
): object {
  const data = given(step, index, file);
  switch (step.do as ScenarioCommand) {
    case 'SubmitApplication':
      return submission(scenario, caseId, policy);
    case 'RequestCorrection':
      return {
        items: (data.items ?? ['M01']).map((item) => ({ reason: '内容不完整', ...named(item) })),
        respondWithinWorkingDays: data.respondWithinWorkingDays ?? policy.limit('T03').n,
      };
    case 'SupplyCorrection':
      return { items: (data.items ?? requested(state)).map(supplied) };
    case 'SupplyMaterial':
      return { items: (data.items ?? owed(state)).map(supplied) };
    case 'DeclineApplication':
      return { reasons: ['不属于本机关职权范围'], ...data };
    case 'PassDocumentReview':
      return { ...data, ...checklist(data, state, law) };
    case 'FailDocumentReview':
      return { reasons: ['材料与事实不符'], ...data };
    case 'RefuseQualification':
      return { reasons: ['评审结论为不符合'], ...data };
    case 'OrderOnSiteReview':
      return { reason: '书面材料存疑', ...data };
    case 'TakeBackDocumentReview':
      return { reason: '领取人不能继续审查', ...data };
    case 'PostponeReview':
      return { reason: '申请人请求延期', ...data };
    case 'ExtendDecision':
      return { reason: '案情复杂', ...data };
    case 'RecordRefusalSetAside':
      return {
        orders: '责令重新作出',
        reason: '主要事实不清、证据不足',
        ...data,
        instrument: setAsideBy(data, step, index, file),
      };
    case 'RepinPolicy':
      return { policy: policy.versionLabel, reason: '改用现行规则', ...data };
    case 'CommissionReview':
      return { ...ground(data, state, policy), ...data, team: teamOf(data.team) };
    case 'ChangeReviewTeam':
      return { reason: '原评审员回避', ...data, team: teamOf(data.team) };
    case 'OrderRectification':
      return { withinWorkingDays: policy.limit('T13').n, items: ['整改项'], ...data };
    case 'VerifyRectification':
      return { passed: true, ...data };
    case 'ConcludeReview':
      return { conclusion: '符合', ...data };
    case 'StopReview':
      return { ground: 'no-cooperation', consentOf: 'head', ...data };
    case 'SignCommitment':
      return { signatory: '张三（虚构）', ...data };
    case 'WithdrawCommitment':
      return { reason: '条件尚未完全具备', ...data };
    case 'AcceptWithOutstanding':
      return { outstanding: missingIn(state, policy), ...data };
    case 'SupplyOutstanding':
      return data.items === undefined ? {} : { items: data.items.map(supplied) };
    case 'TellHearingRight':
      return { matter: '涉及他人重大利益', ...data };
    case 'RequestHearing':
      return 'party' in data ? { interest: '与本件有重大利益关系', ...data } : data;
    case 'OpenHearing':
      return data.heldOn === undefined
        ? { chair: '听证主持人', ...data, noticedOn: noticeDay(data.noticedOn, step, index, { law, policy, file }) }
        : { chair: '听证主持人', ...data, heldOn: dayIn(data.heldOn, `$.steps[${index}].with.heldOn`, file) };
    case 'CloseHearing':
      return { record: '听证笔录', ...data };
    case 'ExplainDelay':
      return { limit: lastDelay(state), reason: '案情复杂，未能按期办结', ...data };
    default:
      return data;
  }
}

/** Whatever the list asks for and is not there. */
const missingIn = (state: CaseState, policy: Policy): readonly string[] =>
  isOpenCase(state) ? missingMaterials(state.file, policy) : [];

/** The limit that ran out last. */
const lastDelay = (state: CaseState): string =>
  (isOpenCase(state) ? state.file.clocks.findLast(({ expired }) => expired !== undefined)?.limit : undefined) ?? 'T01';

/** Whatever the step does not say of the integrity of the papers is in order. */
function checklist({ checks = [] }: Given, state: CaseState, law: Law): object {
  const pinned = isOpenCase(state) ? pinnedPolicy(law, state.file.policy) : undefined;
  const points = pinned?.findChecklist('document-integrity')?.items ?? [];
  const left = points.filter(({ id }) => checks.every(({ item }) => item !== id));
  const all = [...checks, ...left.map(({ id }) => ({ item: id, passed: true }))];
  return all.length === 0 ? {} : { checks: all };
}

/** A remote review for the first ground that the rules name. */
function ground({ form }: Given, state: CaseState, policy: Policy): object {
  const remote = form === 'REMOTE' || (form === undefined && isOpenCase(state) && state.file.reviewForm === 'REMOTE');
  const first = policy.findChecklist('remote-review-conditions')?.items[0]?.id;
  return remote && first !== undefined ? { remoteGround: first } : {};
}

function dayIn(told: string, path: string, file: string): LocalDate {
  const day = findLocalDate(told);
  if (day === undefined) throw new DataFileError(file, path, 'must be a calendar day such as 2026-12-31');
  return day;
}

/** Of the day of the step, where it is not told. */
function setAsideBy({ instrument = {} }: Given, { at }: ScenarioStep, index: number, file: string): object {
  const date =
    instrument.date === undefined ? dateOf(instant(at)) : dayIn(instrument.date, `$.steps[${index}].with.instrument.date`, file);
  return { authority: '示例省人民政府（虚构）', number: '示政复决〔2026〕1号（虚构）', ...instrument, date };
}

/** The day of the notice: where it is not told, as late as the law allows. */
function noticeDay(
  told: string | undefined,
  { at }: ScenarioStep,
  index: number,
  { law: { calendar }, policy, file }: Pick<Circumstances, 'law' | 'policy' | 'file'>,
): LocalDate {
  if (told !== undefined) return dayIn(told, `$.steps[${index}].with.noticedOn`, file);
  const today = dateOf(instant(at));
  let day = today;
  while (calendar.workingDaysBetween(day, today) < policy.number('hearing-notice').value) day = addDays(day, -1);
  return day;
}

/** The id of a material alone will do. */
const named = (item: NonNullable<Given['items']>[number]) => (typeof item === 'string' ? { material: item } : item);

const supplied = (item: NonNullable<Given['items']>[number]): SuppliedMaterial => {
  const { reason: _why, file: _asked, ...paper }: Partial<CorrectionItem> & SuppliedMaterial = named(item);
  return paper;
};

/** Everything that a silent source has left open. */
const owed = (state: CaseState): readonly string[] => (isOpenCase(state) ? askedFor(state.file) : []);

/** Every correction asked for is supplied. */
const requested = (state: CaseState): readonly CorrectionItem[] => (state.status === 'awaiting-correction' ? state.items : []);

/** Names alone will do; the first is the leader unless one is named. */
function teamOf(team: Given['team']): readonly TeamMember[] {
  if (team === undefined) return TEAM;
  const members = team.map((one): TeamMember => (typeof one === 'string' ? { id: one } : one));
  return members.some((one) => one.leader === true) ? members : members.map((one, i) => ({ ...one, leader: i === 0 }));
}

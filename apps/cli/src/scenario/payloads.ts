import { askedFor, isOpenCase, missingMaterials, type CaseState, type CorrectionItem, type TeamMember } from '#case';
import { COMMAND_DTOS } from '#dto';
import { addDays, dateOf, instant, type LocalDate } from '#kernel';
import { pinnedPolicy, type Law, type Policy } from '#law';
import { checkSaid, dayIn, type Place } from './said.js';
import type { ScenarioFile } from './scenario-file.js';
import type { ScenarioCommand, ScenarioStep } from './scenario-step.js';
import { asGap, asPaper, asPerson, each, isObject, withDefaults, type Said } from './shorthand.js';
import { submission } from './submission.js';

export const TEAM: readonly TeamMember[] = [{ id: 'expert-1', leader: true }, { id: 'expert-2' }];

/** What a payload may depend on: the scenario, and the case as it is when the command is given. */
interface Circumstances {
  readonly scenario: ScenarioFile;
  readonly state: CaseState;
  readonly caseId: string;
  readonly law: Law;
  readonly policy: Policy;
}

/** The data of a step's command: what `with` says, and a stated default for what it leaves out. Throws DataFileError. */
export function payloadOf({ at, with: said = {}, ...step }: ScenarioStep, circumstances: Circumstances, place: Place): object {
  const name = step.do as ScenarioCommand;
  if (name === 'SubmitApplication') {
    checkSaid(null, said, place);
    return submission(circumstances.scenario, circumstances.caseId, circumstances.policy);
  }
  const data = completed(name, said, dateOf(instant(at)), circumstances);
  checkSaid(COMMAND_DTOS[name], data, place);
  return withDays(data, place);
}

function completed(
  name: Exclude<ScenarioCommand, 'SubmitApplication'>,
  said: Said,
  today: LocalDate,
  known: Circumstances,
): Said {
  const { state, law, policy } = known;
  const { items, ...more } = said;
  switch (name) {
    case 'RequestCorrection':
      return { items: each(items ?? ['M01'], asGap), ...withDefaults(more, { respondWithinWorkingDays: policy.limit('T03').n }) };
    case 'SupplyCorrection':
      return { items: each(items ?? requested(state), asPaper), ...more };
    case 'SupplyMaterial':
      return { items: each(items ?? owed(state), asPaper), ...more };
    case 'SupplyOutstanding':
      return items === undefined ? said : { items: each(items, asPaper), ...more };
    case 'DeclineApplication':
      return withDefaults(said, { reasons: ['不属于本机关职权范围'] });
    case 'PassDocumentReview':
      return { ...said, ...checklist(said, state, law) };
    case 'FailDocumentReview':
      return withDefaults(said, { reasons: ['材料与事实不符'] });
    case 'RefuseQualification':
      return withDefaults(said, { reasons: ['评审结论为不符合'] });
    case 'OrderOnSiteReview':
      return withDefaults(said, { reason: '书面材料存疑' });
    case 'TakeBackDocumentReview':
      return withDefaults(said, { reason: '领取人不能继续审查' });
    case 'PostponeReview':
      return withDefaults(said, { reason: '申请人请求延期' });
    case 'ExtendDecision':
      return withDefaults(said, { reason: '案情复杂' });
    case 'RecordRefusalSetAside':
      return {
        ...withDefaults(said, { orders: '责令重新作出', reason: '主要事实不清、证据不足' }),
        instrument: instrument(said['instrument'], today),
      };
    case 'RepinPolicy':
      return withDefaults(said, { policy: policy.versionLabel, reason: '改用现行规则' });
    case 'CommissionReview':
      return { ...ground(said, state, policy), ...said, team: teamOf(said['team']) };
    case 'ChangeReviewTeam':
      return { ...withDefaults(said, { reason: '原评审员回避' }), team: teamOf(said['team']) };
    case 'OrderRectification':
      return withDefaults(said, { withinWorkingDays: policy.limit('T13').n, items: ['整改项'] });
    case 'VerifyRectification':
      return withDefaults(said, { passed: true });
    case 'ConcludeReview':
      return withDefaults(said, { conclusion: '符合' });
    case 'StopReview':
      return withDefaults(said, { ground: 'no-cooperation', consentOf: 'head' });
    case 'SignCommitment':
      return withDefaults(said, { signatory: '张三（虚构）' });
    case 'WithdrawCommitment':
      return withDefaults(said, { reason: '条件尚未完全具备' });
    case 'AcceptWithOutstanding':
      return withDefaults(said, { outstanding: isOpenCase(state) ? missingMaterials(state.file, policy) : [] });
    case 'TellHearingRight':
      return withDefaults(said, { matter: '涉及他人重大利益' });
    case 'RequestHearing':
      return 'party' in said ? withDefaults(said, { interest: '与本件有重大利益关系' }) : said;
    case 'OpenHearing':
      return withDefaults(said, {
        chair: '听证主持人',
        ...(said['heldOn'] === undefined ? { noticedOn: lastNoticeDay(today, known) } : {}),
      });
    case 'CloseHearing':
      return withDefaults(said, { record: '听证笔录' });
    case 'ExplainDelay':
      return withDefaults(said, { limit: lastDelay(state), reason: '案情复杂，未能按期办结' });
    default:
      return said;
  }
}

/** Days as the engine takes them. */
function withDays(data: Said, { file, path }: Place): Said {
  const told = Object.entries(data).flatMap(([name, value]): [string, unknown][] => {
    if (['noticedOn', 'heldOn', 'until'].includes(name)) return [[name, dayIn(value, { file, path: `${path}.${name}` })]];
    if (name !== 'instrument') return [];
    const { date, ...more } = value as Said;
    return [[name, { ...more, date: dayIn(date, { file, path: `${path}.instrument.date` }) }]];
  });
  return { ...data, ...Object.fromEntries(told) };
}

const lastDelay = (state: CaseState): string =>
  (isOpenCase(state) ? state.file.clocks.findLast(({ expired }) => expired !== undefined)?.limit : undefined) ?? 'T01';

/** Whatever the step does not say of the integrity of the papers is in order. */
function checklist({ checks = [] }: Said, state: CaseState, law: Law): Said {
  if (!Array.isArray(checks)) return { checks };
  const said = checks as readonly unknown[];
  const pinned = isOpenCase(state) ? pinnedPolicy(law, state.file.policy) : undefined;
  const points = pinned?.findChecklist('document-integrity')?.items ?? [];
  const left = points.filter(({ id }) => !said.some((one) => isObject(one) && one['item'] === id));
  const all = [...said, ...left.map(({ id }) => ({ item: id, passed: true }))];
  return all.length === 0 ? {} : { checks: all };
}

/** A remote review for the first ground that the rules name. */
function ground({ form }: Said, state: CaseState, policy: Policy): Said {
  const remote = form === 'REMOTE' || (form === undefined && isOpenCase(state) && state.file.reviewForm === 'REMOTE');
  const first = policy.findChecklist('remote-review-conditions')?.items[0]?.id;
  return remote && first !== undefined ? { remoteGround: first } : {};
}

/** Of the day of the step, where it is not told. */
const instrument = (said: unknown = {}, today: LocalDate): unknown =>
  isObject(said)
    ? withDefaults(said, { authority: '示例省人民政府（虚构）', number: '示政复决〔2026〕1号（虚构）', date: today })
    : said;

/** As late as the law allows before a hearing of today. */
function lastNoticeDay(today: LocalDate, { law: { calendar }, policy }: Circumstances): LocalDate {
  let day = today;
  while (calendar.workingDaysBetween(day, today) < policy.number('hearing-notice').value) day = addDays(day, -1);
  return day;
}

/** Everything that a silent source has left open. */
const owed = (state: CaseState): readonly string[] => (isOpenCase(state) ? askedFor(state.file) : []);

/** Every correction asked for is supplied. */
const requested = (state: CaseState): readonly CorrectionItem[] => (state.status === 'awaiting-correction' ? state.items : []);

/** Names alone will do; the first is the leader unless one is named. */
function teamOf(team: unknown = TEAM): unknown {
  if (!Array.isArray(team)) return team;
  const members = each(team, asPerson) as readonly unknown[];
  const isLed = members.some((one) => isObject(one) && one['leader'] === true);
  return isLed ? members : members.map((one, i) => (isObject(one) ? { ...one, leader: i === 0 } : one));
}

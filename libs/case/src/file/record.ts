import { isSameText } from '#kernel';
import { casePart, type EventsOf } from '../definition.js';
import type { KnownBody, OnRecord } from './on-record.js';
import { kindsOf } from './rules.js';
import { isUndecided, withFile, type CaseFile, type HeldCertificate, type OpenCase, type Standing } from './state.js';

// Events

export interface RecordEvents {
  /** What has changed on record since the case last looked: from here on the case goes by it, and its papers say it. */
  RecordNoted: {
    readonly institution?: KnownBody;
    readonly formerName?: string;
    readonly standing?: Standing;
    readonly certificate?: HeldCertificate;
  };
}

// Decide

const { fact } = casePart<object, RecordEvents>();

/**
 * A case keeps what was asked for. What the body is called, where it is, who represents it, how it stands and until when its
 * certificate runs is read from the record; after the decision only the name still matters, for what is handed over.
 */
export function noted(state: OpenCase, record: OnRecord = {}) {
  const { file } = state;
  const undecided = isUndecided(state);
  const institution = bodyChanges(file, record.institution ?? {}, undecided);
  const standing = undecided && record.standing !== undefined ? standingNow(file.standing, record.standing) : undefined;
  const certificate = undecided && !alike(record.certificate, file.certificate) ? record.certificate : undefined;
  if (institution === undefined && standing === undefined && certificate === undefined) return [];
  const data = {
    ...(institution === undefined ? {} : { institution }),
    ...(institution?.name === undefined ? {} : { formerName: file.institution.name }),
    ...(standing === undefined ? {} : { standing }),
    ...(certificate === undefined ? {} : { certificate }),
  };
  return [fact('RecordNoted', data)];
}

/** A branch applies under a name and an address of its own. */
export const isBranch = (file: Pick<CaseFile, 'kind' | 'alsoKinds'>): boolean => kindsOf(file).includes('BRANCH');

function bodyChanges(
  file: CaseFile,
  { name, address, legalRepresentative }: KnownBody,
  undecided: boolean,
): KnownBody | undefined {
  const { institution, certificate, addressOnRecord } = file;
  const newName = name === institution.name || isBranch(file) ? undefined : name;
  const follows = undecided && (certificate !== undefined || addressOnRecord === true);
  const newAddress = follows && address !== institution.address ? address : undefined;
  const newPerson = undecided && legalRepresentative !== institution.legalRepresentative ? legalRepresentative : undefined;
  if (newName === undefined && newAddress === undefined && newPerson === undefined) return undefined;
  return {
    ...(newName === undefined ? {} : { name: newName }),
    ...(newAddress === undefined ? {} : { address: newAddress }),
    ...(newPerson === undefined ? {} : { legalRepresentative: newPerson }),
  };
}

type Settled = 'commitmentBarred' | 'firstTime' | 'independentLegalPerson';

const FOLLOWED: { readonly [F in Exclude<keyof Standing, Settled>]-?: true } = {
  breachInLastTerm: true,
  badCreditList: true,
  punishedWithin2Years: true,
  bannedUntil: true,
  banBasis: true,
  creditClass: true,
};
const followed = Object.keys(FOLLOWED) as (keyof typeof FOLLOWED)[];

/**
 * Undefined where nothing is new. Whether a withdrawn commitment bars, and what counts as a first time, is settled at the receipt
 * (办法12).
 */
function standingNow(before: Standing, now: Standing): Standing | undefined {
  const barred = now.commitmentBarred === 'false-commitment' ? now.commitmentBarred : before.commitmentBarred;
  if (barred === before.commitmentBarred && followed.every((flag) => now[flag] === before[flag])) return undefined;
  const { commitmentBarred: _barred, firstTime: _first, independentLegalPerson: _person, ...flags } = now;
  const { firstTime, independentLegalPerson } = before;
  return {
    ...flags,
    ...(barred === undefined ? {} : { commitmentBarred: barred }),
    ...(firstTime === undefined ? {} : { firstTime }),
    ...(independentLegalPerson === undefined ? {} : { independentLegalPerson }),
  };
}

/** As far as the case follows it: what is not on record changes nothing. */
const alike = (now: HeldCertificate | undefined, before: HeldCertificate | undefined): boolean =>
  now === undefined ||
  (now.number === before?.number &&
    now.validTo === before.validTo &&
    now.renewedTerm === before.renewedTerm &&
    now.ended === before.ended);

// Evolve

/** The name under which the application was handed in stays beside the present one. */
function formerName({ formerName: first, institution }: CaseFile, name: string | undefined): Pick<CaseFile, 'formerName'> {
  const original = first ?? institution.name;
  return name === undefined || isSameText(name, original) ? {} : { formerName: original };
}

export const recordEvents: EventsOf<RecordEvents> = {
  RecordNoted: (state, { data: { institution = {}, standing, certificate } }) => {
    const { formerName: first, ...file } = state.file;
    const former =
      institution.name === undefined
        ? { ...(first === undefined ? {} : { formerName: first }) }
        : formerName(state.file, institution.name);
    return withFile(state, {
      ...file,
      institution: { ...file.institution, ...institution },
      ...former,
      ...(standing === undefined ? {} : { standing }),
      ...(certificate === undefined ? {} : { certificate }),
    });
  },
};

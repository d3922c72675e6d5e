import { isSameText } from '#kernel';
import { fact, type EvolversOf } from './definition.js';
import { kindsOf } from './rules.js';
import { isUndecided, type CaseFile, type HeldCertificate, type Institution, type OpenCase, type Standing } from './state.js';

/** What the streams of the body and of its certificate say now; the engine reads them whenever a command is given to a case. */
export interface OnRecord {
  readonly institution?: KnownBody;
  readonly standing?: Standing;
  readonly certificate?: HeldCertificate;
  /** Valid certificates of the body in the field applied for. */
  readonly sameField?: readonly string[];
}

export type KnownBody = Partial<Pick<Institution, 'name' | 'address' | 'legalRepresentative'>>;

// Events

export interface RecordEvents {
  /** What has changed on record since the case last looked: from here on the case goes by it, and its papers say it. */
  RecordNoted: {
    readonly institution?: KnownBody;
    /** What the body was called before. */
    readonly formerName?: string;
    readonly standing?: Standing;
    readonly certificate?: HeldCertificate;
  };
}

// Decide

/**
 * A case keeps what was asked for. What the body is called, where it is, who represents it, how it stands and until when its
 * certificate runs is read from the record; after the decision only the name still matters, for what is handed over.
 */
export function noted(state: OpenCase, record: OnRecord = {}) {
  const { file } = state;
  const undecided = isUndecided(state);
  const institution = bodyChanges(file, record.institution ?? {}, undecided);
  const standing = undecided && record.standing !== undefined ? standingNow(file.standing, record.standing) : file.standing;
  const certificate = (undecided ? record.certificate : undefined) ?? file.certificate;
  const data = {
    ...(Object.keys(institution).length === 0 ? {} : { institution }),
    ...(institution.name === undefined ? {} : { formerName: file.institution.name }),
    ...(alike(standing, file.standing) ? {} : { standing }),
    ...(certificate === undefined || alike(certificate, file.certificate) ? {} : { certificate }),
  };
  return Object.keys(data).length === 0 ? [] : [fact('RecordNoted', data)];
}

/** A branch applies under a name and an address of its own. */
export const isBranch = (file: Pick<CaseFile, 'kind' | 'alsoKinds'>): boolean => kindsOf(file).includes('BRANCH');

function bodyChanges(file: CaseFile, { name, address, legalRepresentative }: KnownBody, undecided: boolean): KnownBody {
  const { institution, certificate, addressOnRecord } = file;
  const newName = isBranch(file) || name === institution.name ? undefined : name;
  const follows = undecided && (certificate !== undefined || addressOnRecord === true);
  const newAddress = follows && address !== institution.address ? address : undefined;
  const newPerson = undecided && legalRepresentative !== institution.legalRepresentative ? legalRepresentative : undefined;
  return {
    ...(newName === undefined ? {} : { name: newName }),
    ...(newAddress === undefined ? {} : { address: newAddress }),
    ...(newPerson === undefined ? {} : { legalRepresentative: newPerson }),
  };
}

/** Whether a withdrawn commitment bars, and what counts as a first time, is settled at the receipt (办法12). */
function standingNow(before: Standing, now: Standing): Standing {
  const { firstTime, independentLegalPerson, commitmentBarred } = before;
  const barred = now.commitmentBarred === 'false-commitment' ? now.commitmentBarred : commitmentBarred;
  const { commitmentBarred: _now, firstTime: _time, independentLegalPerson: _person, ...flags } = now;
  return {
    ...flags,
    ...(barred === undefined ? {} : { commitmentBarred: barred }),
    ...(firstTime === undefined ? {} : { firstTime }),
    ...(independentLegalPerson === undefined ? {} : { independentLegalPerson }),
  };
}

/** Records of plain values. */
function alike<T extends Standing | HeldCertificate>(one: T, other: T | undefined): boolean {
  if (one === other || other === undefined) return one === other;
  const names = Object.keys(one) as (keyof T)[];
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

// Evolve

/** The name under which the application was handed in stays beside the present one. */
function formerName({ formerName: first, institution }: CaseFile, name: string | undefined): Pick<CaseFile, 'formerName'> {
  const original = first ?? institution.name;
  return name === undefined || isSameText(name, original) ? {} : { formerName: original };
}

export const recordEvolvers: EvolversOf<RecordEvents> = {
  RecordNoted: (state, { data: { institution = {}, standing, certificate } }) => {
    const { formerName: first, ...file } = state.file;
    const former =
      institution.name === undefined
        ? { ...(first === undefined ? {} : { formerName: first }) }
        : formerName(state.file, institution.name);
    return {
      ...state,
      file: {
        ...file,
        institution: { ...file.institution, ...institution },
        ...former,
        ...(standing === undefined ? {} : { standing }),
        ...(certificate === undefined ? {} : { certificate }),
      },
    };
  },
};

import type { Identity } from '#identity';
import { reject, ROLE_NAMES, type Rejection, type Role } from '#kernel';

/** Whoever may be named as an assessor or an inspector, as giving the consent of the authority, as the chair of a hearing. */
const ASSESSORS: readonly Role[] = ['reviewer'];
const AUTHORITY: readonly Role[] = ['decision-maker', 'head'];
const CHAIRS: readonly Role[] = ['clerk', 'reviewer', 'decision-maker', 'head', 'supervisor'];

const whereToFind = (roles: readonly Role[]) => roles.map((role) => `GET /api/people?role=${role}`);
const namesOf = (roles: readonly Role[]) => roles.map((role) => ROLE_NAMES[role]).join('、');

const assessorUnknown = (field: string, roles: readonly Role[]): Rejection =>
  reject('assessor-unknown', 'invalid', {
    zh: `须为在用账号，且岗位为${namesOf(roles)}`,
    en: `Not an active account with the role ${roles.join(' or ')}`,
    field,
    basis: ['办法24', '许可法34'],
    allowed: whereToFind(roles),
  });

const officerUnknown = (field: string, roles: readonly Role[]): Rejection =>
  reject('officer-unknown', 'invalid', {
    zh: `须为在用账号，且岗位为${namesOf(roles)}`,
    en: `Not an active account with the role ${roles.join(' or ')}`,
    field,
    allowed: whereToFind(roles),
  });

interface Member {
  readonly id: string;
  readonly conflicts?: readonly string[];
}

/** What a command says of the people it names. */
interface Naming {
  readonly team?: readonly Member[];
  readonly inspectors?: readonly Member[];
  readonly consentOf?: string;
  readonly chair?: string;
}

/** The data of a command with the people in it, and what is against one of them. */
export interface Named {
  readonly named: object;
  readonly refusal?: Rejection;
}

/**
 * The data of a command with the people it names as their accounts have them: the name kept is theirs, and the body that an account
 * belongs to counts, whatever was typed. Whoever has no active account of a fitting role is refused, unless the command has acted before.
 */
export function withPeople(command: string, data: object, identity: Pick<Identity, 'findAccountById'>): Named {
  const refusals: Rejection[] = [];
  const named = completed();
  const [refusal] = refusals;
  return refusal === undefined ? { named } : { named, refusal };

  function completed(): object {
    const { team = [], inspectors, consentOf = '', chair = '' } = data as Naming;
    switch (command) {
      case 'CommissionReview':
      case 'ChangeReviewTeam':
        return { ...data, team: team.map((member, i) => reviewing(member, assessor(`team[${i}].id`, member.id))) };
      case 'AppointInspectors':
        return { ...data, team: team.map(({ id }, i) => assessor(`team[${i}].id`, id)) };
      case 'ConcludeVerification':
        if (inspectors === undefined) return data;
        return { ...data, inspectors: inspectors.map(({ id }, i) => assessor(`inspectors[${i}].id`, id)) };
      case 'StopReview': {
        const { name, uscc } = person(consentOf, AUTHORITY, () => officerUnknown('consentOf', AUTHORITY));
        return { ...data, consentName: name, ...(uscc === undefined ? {} : { consentUscc: uscc }) };
      }
      case 'OpenHearing': {
        const { name, uscc } = person(chair, CHAIRS, () => officerUnknown('chair', CHAIRS));
        return { ...data, chairName: name, ...(uscc === undefined ? {} : { chairUscc: uscc }) };
      }
      default:
        return data;
    }
  }

  function assessor(field: string, id: string): Person {
    return person(id, ASSESSORS, () => assessorUnknown(field, ASSESSORS));
  }

  function person(id: string, roles: readonly Role[], unknown: () => Rejection): Person {
    const account = identity.findAccountById(id);
    if (account === undefined || account.disabled || !account.roles.some((role) => roles.includes(role)))
      refusals.push(unknown());
    return { id, name: account?.displayName ?? id, ...(account?.uscc === undefined ? {} : { uscc: account.uscc }) };
  }
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly uscc?: string;
}

/** A member of a review team: the body of the account is one that they are tied to (办法29). */
function reviewing(member: Member, { id, name, uscc }: Person): object {
  const { conflicts = [] } = member;
  const tied = uscc === undefined ? conflicts : [...new Set([...conflicts, uscc])];
  return { ...member, id, name, ...(tied.length === 0 ? {} : { conflicts: tied }) };
}

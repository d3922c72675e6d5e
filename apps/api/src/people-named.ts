import type { Identity } from '#identity';
import { besideOf, CAPACITIES, reject, ROLE_NAMES, type Capacity, type Rejection, type Role } from '#kernel';
import { namesIn } from '#office';

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
  const given = Object.entries(data).filter(([, value]) => value !== undefined);
  const found = given.flatMap(([field, value]) => {
    const as = namesIn(command)[field];
    return as === undefined ? [] : Object.entries(inField(field, as, value as string | readonly Member[]));
  });
  const named = found.length === 0 ? data : { ...data, ...Object.fromEntries(found) };
  const [refusal] = refusals;
  return refusal === undefined ? { named } : { named, refusal };

  function inField(field: string, as: Capacity, value: string | readonly Member[]): object {
    if (typeof value === 'string') {
      const { name, uscc } = person(field, as, value);
      const beside = besideOf(field);
      return { [`${beside}Name`]: name, ...(uscc === undefined ? {} : { [`${beside}Uscc`]: uscc }) };
    }
    return { [field]: value.map((member, i) => ({ ...member, ...person(`${field}[${i}].id`, as, member.id) })) };
  }

  function person(field: string, as: Capacity, id: string): Member {
    const roles: readonly Role[] = CAPACITIES[as];
    const account = identity.findAccountById(id);
    if (account === undefined || account.disabled || !account.roles.some((role) => roles.includes(role)))
      refusals.push(unknown(field, as, roles));
    return { id, name: account?.displayName ?? id, ...(account?.uscc === undefined ? {} : { uscc: account.uscc }) };
  }
}

interface Member {
  readonly id: string;
  readonly name: string;
  readonly uscc?: string;
}

/** Nobody who could be named as that; only of those who review or inspect does the law itself say so. */
function unknown(field: string, as: Capacity, roles: readonly Role[]): Rejection {
  const detail = {
    zh: `须为在用账号，且岗位为${roles.map((role) => ROLE_NAMES[role]).join('、')}`,
    en: `Not an active account with the role ${roles.join(' or ')}`,
    field,
    allowed: roles.map((role) => `GET /api/people?role=${role}`),
  };
  return as === 'assessor'
    ? reject('assessor-unknown', 'invalid', { ...detail, basis: ['办法24', '许可法34'] })
    : reject('officer-unknown', 'invalid', detail);
}

import type { Identity, Account } from '#identity';
import { isRejection, type Role } from '#kernel';

/** Stated in the README and printed at start: nobody is to think that it is a secret. */
export const DEMO_PASSWORD = 'one-window-demo';

export interface Body {
  readonly uscc: string;
  readonly name: string;
  readonly certificate: string;
}

/** Made-up bodies with codes computed by the rule of GB 32100. */
export const BODIES = {
  applicant: { uscc: '91620102MA7ABCD12B', name: '陇原示例环境检测有限公司（虚构）', certificate: '202812050001' },
  applicant2: { uscc: '12620000438012348J', name: '黄河示例建材检验中心（虚构）', certificate: '212802280001' },
  applicant3: { uscc: '52620500501234569M', name: '天水示例食品检验所（虚构）', certificate: '212800140001' },
  applicant4: { uscc: '91620402MA7QHD36XL', name: '白银示例矿产检测有限公司（虚构）', certificate: '212816040001' },
  applicant5: { uscc: '91620702MA7TLN5805', name: '张掖示例化工检测有限公司（虚构）', certificate: '212814230001' },
} as const satisfies Record<string, Body>;
export type Applicant = keyof typeof BODIES;

/** A body of earlier times: on record, but without an account. */
export const FORMER: Body = {
  uscc: '91621002MA7BRK2478',
  name: '庆阳示例机动车检测有限公司（虚构）',
  certificate: '212805020001',
};

const STAFF: readonly [username: string, displayName: string, role: Role][] = [
  ['clerk', '窗口 王敏', 'clerk'],
  ['reviewer', '评审 李强', 'reviewer'],
  ['reviewer2', '评审 赵洁', 'reviewer'],
  ['decider', '审批 陈静', 'decision-maker'],
  ['head', '负责人 周涛', 'head'],
  ['supervisor', '监督 孙丽', 'supervisor'],
  ['admin', '管理员', 'admin'],
];

export const DEMO_USERNAMES = [...STAFF.map(([username]) => username), ...Object.keys(BODIES)];

export async function createDemoAccounts(identity: Identity): Promise<Account[]> {
  const staff = STAFF.map(([username, displayName, role]) => ({ username, displayName, roles: [role] }));
  const applicants = Object.entries(BODIES).map(([username, { uscc, name }]) => ({
    username,
    displayName: name,
    roles: ['applicant' as const],
    uscc,
  }));
  return Promise.all(
    [...staff, ...applicants].map(async (account) => {
      const answer = await identity.createAccount({ ...account, password: DEMO_PASSWORD }, { anyPassword: true });
      if (isRejection(answer)) throw new Error(`demonstration account ${account.username}: ${answer.en}`);
      return answer;
    }),
  );
}

/** Those of the demonstration that are open, where the folder is one: a real office has not got all of its made-up bodies. */
export function openDemoAccounts(identity: Pick<Identity, 'findAccount'>): Account[] {
  const isThere = ([username, { uscc }]: [string, Body]): boolean => identity.findAccount(username)?.uscc === uscc;
  if (!Object.entries<Body>(BODIES).every(isThere)) return [];
  const found = DEMO_USERNAMES.map((username) => identity.findAccount(username));
  return found.filter((account): account is Account => account?.disabled === false);
}

import { reject, type Rejection, type Role } from '#kernel';

/** One answer for every reason not to let somebody in: it never tells whether the user name exists or is locked. */
export const signInFailed = (): Rejection =>
  reject('sign-in-failed', 'forbidden', {
    zh: '用户名或密码不正确；连续输错 5 次后，15 分钟内不能从同一地址登录该账号。',
    en: 'User name or password is wrong. After five wrong tries it stays closed for 15 minutes.',
  });

export const accountDisabled = (): Rejection =>
  reject('account-disabled', 'forbidden', {
    zh: '账号已停用，请联系管理员。',
    en: 'The account is disabled; ask the administrator.',
  });

export const SIGN_IN_BUSY = 'sign-in-busy';

/** The API answers it with 429 and Retry-After. */
export const signInBusy = (): Rejection =>
  reject(SIGN_IN_BUSY, 'pending', {
    zh: '登录请求过多，请稍后再试。',
    en: 'Too many sign-ins at this moment; try again in a few seconds.',
  });

/** An address, or a device that is known, has failed too often; it tells a stranger nothing of any account. */
export interface Limited extends Rejection {
  readonly retryAfterSeconds: number;
}

/** The API answers it with 429 and Retry-After. */
export const signInLimited = (waitMs: number): Limited => ({
  ...reject('sign-in-limited', 'pending', {
    zh: '该地址或者该设备登录失败次数过多，请稍后再试。',
    en: 'Too many failed sign-ins from this address or device; try again later.',
  }),
  retryAfterSeconds: Math.ceil(waitMs / 1000),
});

export const isLimited = (rejection: Rejection): rejection is Limited => 'retryAfterSeconds' in rejection;

export const accountUnknown = (): Rejection =>
  reject('account-unknown', 'not-found', { zh: '没有这个账号。', en: 'There is no such account.', field: 'username' });

export const usernameTaken = (): Rejection =>
  reject('username-taken', 'conflict', { zh: '用户名已被使用。', en: 'The user name is taken.', field: 'username' });

export const usernameInvalid = (): Rejection =>
  reject('username-invalid', 'invalid', {
    zh: '用户名须为 2 至 64 个字符：英文字母或汉字（不得混用），以及数字和 . _ @ -。',
    en: 'A user name has 2 to 64 characters: Latin letters or Han characters, not both, and digits and . _ @ -',
    field: 'username',
  });

export const displayNameInvalid = (): Rejection =>
  reject('display-name-invalid', 'invalid', {
    zh: '请填写姓名，不超过 100 个字符，不含控制字符和不可见字符。',
    en: 'A display name of at most 100 characters is needed, without control characters and such as nobody sees.',
    field: 'displayName',
  });

export const rolesInvalid = (allowed: readonly Role[]): Rejection =>
  reject('roles-invalid', 'invalid', {
    zh: '至少须有一个角色，且只能使用可分配的角色。',
    en: 'At least one role is needed, and only assignable ones.',
    field: 'roles',
    allowed,
  });

export const usccMissing = (): Rejection =>
  reject('uscc-missing', 'invalid', {
    zh: '申请人账号须填写机构的统一社会信用代码。',
    en: "An applicant's account names its body by the unified social credit code.",
    field: 'uscc',
  });

export const passwordTooShort = (atLeast: number): Rejection =>
  reject('password-too-short', 'invalid', {
    zh: `密码至少 ${atLeast} 个字符。`,
    en: `The password needs at least ${atLeast} characters.`,
    field: 'password',
  });

export const passwordTooLong = (atMost: number): Rejection =>
  reject('password-too-long', 'invalid', {
    zh: `密码最多 ${atMost} 个字符。`,
    en: `The password has at most ${atMost} characters.`,
    field: 'password',
  });

export const passwordGuessable = (): Rejection =>
  reject('password-guessable', 'invalid', {
    zh: '密码过于简单：不得包含用户名，且至少使用 4 种不同字符。',
    en: 'The password is too easy: it must not contain the user name and needs four different characters.',
    field: 'password',
  });

export const passwordCommon = (): Rejection =>
  reject('password-common', 'invalid', {
    zh: '密码属于常用密码，或者由常用词、拼音、地名、单位名称、姓名、键盘顺序、年份组成，请更换。',
    en: 'The password is a common one, or made of common words, pinyin, places, the office, names, rows of keys or years.',
    field: 'password',
    allowed: ['several words that do not belong together', 'a password made by a password manager'],
  });

export const passwordUnchanged = (): Rejection =>
  reject('password-unchanged', 'invalid', {
    zh: '新密码不得与原密码相同。',
    en: 'The new password must not be the old one.',
    field: 'password',
  });

export const oldPasswordWrong = (): Rejection =>
  reject('old-password-wrong', 'forbidden', {
    zh: '原密码不正确；连续输错 5 次后，15 分钟内不能改密。',
    en: 'The old password is wrong. After five wrong tries it is not asked again for 15 minutes.',
    field: 'old',
  });

/** Told only to who knows the password. */
export const signInPasswordOver = (): Rejection =>
  reject('sign-in-password-over', 'forbidden', {
    zh: '初始密码只能登录一次，并且有期限：此密码已使用或者已过期，请联系管理员重置。',
    en: 'An initial password is good for one sign-in, for a few days: this one is over. Ask the administrator for another.',
  });

export const passwordChangeDue = (): Rejection =>
  reject('password-change-due', 'forbidden', {
    zh: '请先修改初始密码，再办理其他事项。',
    en: 'Change the initial password before anything else.',
    allowed: ['PUT /api/me/password', 'GET /api/me', 'DELETE /api/sessions/current'],
  });

export const usernameConfusable = (alike: string): Rejection =>
  reject('username-confusable', 'conflict', {
    zh: `用户名容易与已有的“${alike}”混淆，请更换。`,
    en: `The user name would be taken for ${alike}, which exists.`,
    field: 'username',
  });

export const lastAdministrator = (): Rejection =>
  reject('last-administrator', 'conflict', {
    zh: '这是最后一个在用的管理员账号，不能停用，也不能取消其管理员角色。',
    en: 'This is the last active administrator: the account can neither be closed nor lose the role.',
    allowed: ['make another administrator first'],
  });

export const sessionUnknown = (): Rejection =>
  reject('session-unknown', 'not-found', {
    zh: '没有这个会话，或者已经结束。',
    en: 'There is no such session, or it has ended.',
  });

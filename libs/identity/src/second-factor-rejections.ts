import { reject, type Rejection } from '#kernel';

const WAYS = ['six digits of the authenticator app', 'a recovery code'];

/** Told only to who knows the password. The API answers it at sign-in with 401. */
export const secondFactorRequired = (): Rejection =>
  reject('second-factor-required', 'forbidden', {
    zh: '该账号已启用动态口令，请同时填写 6 位动态口令，或者一个恢复码。',
    en: 'The account has a second factor: send the code of the authenticator app, or a recovery code, along with the password.',
    field: 'code',
    allowed: WAYS,
  });

/** The API answers it at sign-in with 401. */
export const secondFactorWrong = (): Rejection =>
  reject('second-factor-wrong', 'forbidden', {
    zh: '动态口令或者恢复码不正确，或者已经使用过；连续输错 5 次后，15 分钟内不再核对。',
    en: 'The code is wrong, or has been used: each is good once. After five wrong ones it is not looked at for 15 minutes.',
    field: 'code',
    allowed: WAYS,
  });

export const secondFactorDue = (): Rejection =>
  reject('second-factor-due', 'forbidden', {
    zh: '工作人员须先启用动态口令，再办理其他事项。',
    en: 'Staff set a second factor before anything else.',
    allowed: [
      ...['POST /api/me/second-factor', 'POST /api/me/second-factor/confirm', 'GET /api/me/second-factor'],
      ...['PUT /api/me/password', 'GET /api/me', 'DELETE /api/sessions/current'],
    ],
  });

export const secondFactorNotBegun = (): Rejection =>
  reject('second-factor-not-begun', 'conflict', {
    zh: '没有待确认的动态口令，或者已超过 10 分钟，请重新开始。',
    en: 'No second factor waits to be confirmed, or it has waited for more than ten minutes: begin again.',
    allowed: ['POST /api/me/second-factor'],
  });

export const secondFactorNotSet = (): Rejection =>
  reject('second-factor-not-set', 'conflict', {
    zh: '该账号没有启用动态口令。',
    en: 'The account has no second factor.',
    allowed: ['POST /api/me/second-factor, by its owner'],
  });

export const secondFactorObligatory = (): Rejection =>
  reject('second-factor-obligatory', 'forbidden', {
    zh: '工作人员必须使用动态口令，不能停用；更换设备请重新启用。',
    en: 'Staff have a second factor: it cannot be removed. To move to another device, begin again.',
    allowed: ['POST /api/me/second-factor'],
  });

export const secondFactorOwn = (): Rejection =>
  reject('second-factor-own', 'forbidden', {
    zh: '不得重置本人的动态口令，也不得批准重置本人的动态口令，须由其他管理员办理。',
    en: 'Nobody resets their own second factor, nor agrees to it: other administrators do.',
  });

/** Asked of somebody signed in. */
export const passwordWrong = (): Rejection =>
  reject('password-wrong', 'forbidden', {
    zh: '密码不正确；连续输错 5 次后，15 分钟内不再核对。',
    en: 'The password is wrong. After five wrong tries it is not looked at for 15 minutes.',
    field: 'password',
  });

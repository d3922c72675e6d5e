import { reject, type Rejection } from '#kernel';
import type { ClockDoubt } from './clock/clock.js';

const MINUTE_MS = 60_000;

export const clockSuspicious = ({ byMs }: ClockDoubt): Rejection =>
  reject('clock-suspicious', 'unavailable', {
    zh: `服务器的时钟突然${byMs > 0 ? '快' : '慢'}了${inMinutes(byMs)}分钟，校正或者由管理员确认之前不受理任何办理，内容未保存，请稍后再试`,
    en: `The clock of the server is suddenly ${inMinutes(byMs)} minutes ${byMs > 0 ? 'ahead' : 'behind'}; until it is put right, or confirmed by an administrator, nothing is taken in and nothing was stored. Try again later`,
    allowed: ['ConfirmClock by an administrator'],
  });

const inMinutes = (ms: number): number => Math.round(Math.abs(ms) / MINUTE_MS);

export const readOnly = (damage: string): Rejection =>
  reject('read-only', 'unavailable', {
    zh: `存储的记录有损坏，目前只能查阅、不能办理：${damage}`,
    en: `The record is damaged and can only be looked at: ${damage}`,
  });

export const keyTaken = (): Rejection =>
  reject('open-case-exists', 'conflict', {
    zh: '该机构已有一件同类申请正在办理',
    en: 'This body already has an open case of that kind',
    field: 'kind',
    allowed: ['withdraw the open case, or wait for its end'],
  });

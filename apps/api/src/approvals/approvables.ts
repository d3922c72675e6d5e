import { REGISTER_CERTIFICATE } from '../issuance/takeover.js';
import { PUBLISH_CALENDAR, PUBLISH_POLICY } from '../publication/publish.js';
import { CREATE_ACCOUNT, REOPEN_ACCOUNT, RESET_PASSWORD, RESET_SECOND_FACTOR, SET_ROLES } from '../session/account-commands.js';
import type { Approvable } from './approvable.js';

const ALL = [
  ...[CREATE_ACCOUNT, SET_ROLES, REOPEN_ACCOUNT, RESET_PASSWORD, RESET_SECOND_FACTOR],
  ...[REGISTER_CERTIFICATE, PUBLISH_POLICY, PUBLISH_CALENDAR],
] as readonly unknown[] as readonly Approvable[];

export const APPROVABLES: ReadonlyMap<string, Approvable> = new Map(ALL.map((one) => [one.name, one]));

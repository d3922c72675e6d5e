import { actorsOf, type Account } from '#identity';
import { isStaff } from '#office';

export const viewOf = (account: Account): { readonly uscc?: string } =>
  isStaff(actorsOf(account)) ? {} : { uscc: account.uscc ?? '' };

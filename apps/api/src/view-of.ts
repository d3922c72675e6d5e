import { actorsOf, type Account } from '#identity';
import { isStaff } from '#office';

/** As a filter of lists: everything for staff, else what is of their own body. */
export const viewOf = (account: Account): { readonly uscc?: string } =>
  isStaff(actorsOf(account)) ? {} : { uscc: account.uscc ?? '' };

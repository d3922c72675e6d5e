import { Text, Texts } from '#dto';
import { ROLES, type Role } from '#kernel';

/** Six digits, or a recovery code: as people type them. */
export const CODE = { max: 40, example: '287082' };

const PASSWORD = { max: 200, example: 'violet tractor over the river' };

export class NewAccountDto {
  @Text({ max: 64, example: 'zhang.san' })
  username!: string;

  @Text({ ...PASSWORD, optional: true, description: 'Initial: good for one sign-in. Made by the server where left out' })
  password?: string;

  @Text({ max: 100, example: '王五' })
  displayName!: string;

  @Texts({ min: 1, max: ROLES.length, example: ['clerk'] })
  roles!: Role[];

  @Text({ max: 32, example: '91620102MA7ABCD12B', optional: true, description: 'Applicants only: the body they act for' })
  uscc?: string;
}

export class RolesDto {
  @Texts({ min: 1, max: ROLES.length, example: ['clerk', 'reviewer'] })
  roles!: Role[];
}

export class DisplayNameDto {
  @Text({ max: 100, example: '王五' })
  displayName!: string;
}

export class ResetPasswordDto {
  @Text({ ...PASSWORD, optional: true, description: 'Initial: good for one sign-in. Made by the server where left out' })
  password?: string;
}

export class ChangePasswordDto {
  @Text({ max: 200, example: 'one-window-demo' })
  old!: string;

  @Text(PASSWORD)
  password!: string;
}

export class PasswordAndCodeDto {
  @Text({ max: 200, example: 'one-window-demo' })
  password!: string;

  @Text({ ...CODE, optional: true, description: 'Of the second factor that is set, or a recovery code' })
  code?: string;
}

export class CodeDto {
  @Text({ ...CODE, description: 'What the authenticator app shows for the new secret' })
  code!: string;
}

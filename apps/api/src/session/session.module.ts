import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { OwnAccountController } from './own-account.controller.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SessionController } from './session.controller.js';

@Module({ controllers: [SessionController, OwnAccountController, SecondFactorController, AccountsController] })
export class SessionModule {}

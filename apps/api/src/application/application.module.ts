import { Module } from '@nestjs/common';
import { ApplicationController } from './application.controller.js';
import { CasesController } from './cases.controller.js';
import { TolerantAcceptanceController } from './tolerant-acceptance.controller.js';

@Module({ controllers: [ApplicationController, TolerantAcceptanceController, CasesController] })
export class ApplicationModule {}

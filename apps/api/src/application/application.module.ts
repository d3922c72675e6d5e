import { Module } from '@nestjs/common';
import { ApplicationController } from './application.controller.js';
import { CasesController } from './cases.controller.js';

@Module({ controllers: [ApplicationController, CasesController] })
export class ApplicationModule {}

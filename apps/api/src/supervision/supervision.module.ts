import { Module } from '@nestjs/common';
import { ComplianceController } from './compliance.controller.js';
import { InstitutionController } from './institution.controller.js';
import { SupervisionController } from './supervision.controller.js';

@Module({ controllers: [SupervisionController, InstitutionController, ComplianceController] })
export class SupervisionModule {}

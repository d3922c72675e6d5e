import { Module } from '@nestjs/common';
import { InstitutionController } from './institution.controller.js';
import { SupervisionController } from './supervision.controller.js';

@Module({ controllers: [SupervisionController, InstitutionController] })
export class SupervisionModule {}

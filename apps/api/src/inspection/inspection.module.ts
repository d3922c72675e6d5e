import { Module } from '@nestjs/common';
import { InspectionController } from './inspection.controller.js';
import { InspectionsController } from './inspections.controller.js';

@Module({ controllers: [InspectionController, InspectionsController] })
export class InspectionModule {}

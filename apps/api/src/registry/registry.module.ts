import { Module } from '@nestjs/common';
import { FalseCommitmentsController } from './false-commitments.controller.js';
import { RegistryController } from './registry.controller.js';

@Module({ controllers: [RegistryController, FalseCommitmentsController] })
export class RegistryModule {}

import { Module } from '@nestjs/common';
import { EligibilityController } from './eligibility.controller.js';
import { SelfDeclarationController } from './self-declaration.controller.js';

@Module({ controllers: [SelfDeclarationController, EligibilityController] })
export class SelfDeclarationModule {}

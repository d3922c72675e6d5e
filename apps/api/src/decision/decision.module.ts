import { Module } from '@nestjs/common';
import { DecisionController } from './decision.controller.js';

@Module({ controllers: [DecisionController] })
export class DecisionModule {}

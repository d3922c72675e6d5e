import { Module } from '@nestjs/common';
import { DecisionController } from './decision.controller.js';
import { HearingController } from './hearing.controller.js';

@Module({ controllers: [DecisionController, HearingController] })
export class DecisionModule {}

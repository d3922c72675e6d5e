import { Module } from '@nestjs/common';
import { EngineController } from './engine.controller.js';
import { OperationsController } from './operations.controller.js';

@Module({ controllers: [OperationsController, EngineController] })
export class OperationsModule {}

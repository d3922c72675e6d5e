import { Module } from '@nestjs/common';
import { ClockController } from './clock.controller.js';
import { DataSourcesController } from './data-sources.controller.js';
import { EngineController } from './engine.controller.js';
import { ErrandsController } from './errands.controller.js';
import { OperationsController } from './operations.controller.js';
import { SecurityLogController } from './security-log.controller.js';

@Module({
  controllers: [
    OperationsController,
    EngineController,
    DataSourcesController,
    ErrandsController,
    ClockController,
    SecurityLogController,
  ],
})
export class OperationsModule {}

import { Module } from '@nestjs/common';
import { IssuanceController } from './issuance.controller.js';

@Module({ controllers: [IssuanceController] })
export class IssuanceModule {}

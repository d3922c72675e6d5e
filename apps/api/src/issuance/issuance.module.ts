import { Module } from '@nestjs/common';
import { IssuanceController } from './issuance.controller.js';
import { RevocationController } from './revocation.controller.js';

@Module({ controllers: [IssuanceController, RevocationController] })
export class IssuanceModule {}

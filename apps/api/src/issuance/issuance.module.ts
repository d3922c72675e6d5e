import { Module } from '@nestjs/common';
import { IssuanceController } from './issuance.controller.js';
import { RevocationController } from './revocation.controller.js';
import { RevocationsController } from './revocations.controller.js';

@Module({ controllers: [IssuanceController, RevocationController, RevocationsController] })
export class IssuanceModule {}

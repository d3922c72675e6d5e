import { Module } from '@nestjs/common';
import { TechnicalReviewController } from './technical-review.controller.js';

@Module({ controllers: [TechnicalReviewController] })
export class TechnicalReviewModule {}

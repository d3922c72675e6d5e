import { Module } from '@nestjs/common';
import { DocumentReviewController } from './document-review.controller.js';
import { QueueController } from './queue.controller.js';

@Module({ controllers: [DocumentReviewController, QueueController] })
export class DocumentReviewModule {}

import { Module } from '@nestjs/common';
import { CertificateDocumentsController, DocumentsController } from './documents.controller.js';

@Module({ controllers: [DocumentsController, CertificateDocumentsController] })
export class DocumentsModule {}

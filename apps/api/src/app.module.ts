import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { systemClock } from '#engine';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { SecondAdmin } from './approvals/second-admin.js';
import { ApplicationModule } from './application/application.module.js';
import { Commands } from './commands.js';
import { DecisionModule } from './decision/decision.module.js';
import { DocumentReviewModule } from './document-review/document-review.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { GuideModule } from './guide/guide.module.js';
import { HOST, type Host } from './host.js';
import { AuthGuard } from './http/auth.guard.js';
import { ProblemFilter } from './http/problem.filter.js';
import { PublicLimit } from './http/public-limit.js';
import { Validation } from './http/validation.js';
import { InspectionModule } from './inspection/inspection.module.js';
import { IssuanceModule } from './issuance/issuance.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { Queries } from './queries.js';
import { PublicationModule } from './publication/publication.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { SelfDeclarationModule } from './self-declaration/self-declaration.module.js';
import { SessionModule } from './session/session.module.js';
import { SupervisionModule } from './supervision/supervision.module.js';
import { TechnicalReviewModule } from './technical-review/technical-review.module.js';

@Module({})
class CoreModule {
  static with(host: Host): DynamicModule {
    return {
      module: CoreModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [{ provide: HOST, useValue: host }, Commands, Queries, SecondAdmin],
      exports: [HOST, Commands, Queries, SecondAdmin, CqrsModule],
    };
  }
}

@Module({})
export class AppModule {
  static with(host: Host): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.with(host),
        ApplicationModule,
        DocumentReviewModule,
        TechnicalReviewModule,
        SelfDeclarationModule,
        DecisionModule,
        InspectionModule,
        IssuanceModule,
        DocumentsModule,
        RegistryModule,
        PublicationModule,
        GuideModule,
        SupervisionModule,
        SessionModule,
        ApprovalsModule,
        OperationsModule,
      ],
      providers: [
        { provide: APP_GUARD, useValue: new PublicLimit(systemClock()) },
        { provide: APP_GUARD, useValue: new AuthGuard() },
        { provide: APP_PIPE, useValue: new Validation() },
        { provide: APP_FILTER, useValue: new ProblemFilter(host.log) },
      ],
    };
  }
}

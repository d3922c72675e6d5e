import { applyDecorators, Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { actorsOf } from '#identity';
import { SEEING } from '#office';
import { CaseQuery } from '../application/cases.controller.js';
import { HOST, type Host } from '../host.js';
import { Queries } from '../queries.js';
import { QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';
import { hashOf, NO_WAY_OUT } from '../http/headers.js';
import { Refuses } from '../http/problem-doc.js';
import { HttpProblem } from '../http/problem.js';
import { named, type NamedDocument } from './named.js';
import { printed, STYLE } from './printed.js';

const DOCUMENT = {
  number: '检资受理〔2026〕7K3F-9QXM-2A5T-02号',
  template: 'acceptance-notice',
  zh: '受理通知书',
  en: 'Notice of acceptance',
  date: '2026-03-05',
  addressee: { name: '示例检测有限公司（虚构）', uscc: '91620102MA7ABCD12B' },
  authority: '甘肃省市场监督管理局',
  responsible: { person: '3f0c…', name: '李窗口', role: 'clerk', actingFor: null },
  event: { n: 1, type: 'ApplicationAccepted' },
  paragraphs: ['示例检测有限公司（虚构）（91620102MA7ABCD12B）：', '…'],
  basis: ['许可法32(五)'],
  verified: 'verified',
};

const PRINTED_PAGE = ["default-src 'none'", `style-src ${hashOf(STYLE)}`, ...NO_WAY_OUT].join(';');

const Page = (): MethodDecorator =>
  applyDecorators(
    Header('content-type', 'text/html; charset=utf-8'),
    Header('content-security-policy', PRINTED_PAGE),
    QueryRoute('issuance', '文书打印页 one document as a page to print; 1 is the first', {}),
  );

interface Documents {
  readonly items: readonly NamedDocument[];
}

function pageOf({ items }: Documents, order: string): string {
  const document = /^[1-9]\d{0,3}$/.test(order) ? items[Number(order) - 1] : undefined;
  if (document === undefined) throw new HttpProblem(404, 'document-not-found', '没有这份文书', 'There is no such document');
  return printed(document);
}

/** 文书: what the authority has told the applicant in writing, generated from the events and the dated forms. */
@Controller('api/cases/:caseId/documents')
export class DocumentsController {
  constructor(
    @Inject(Queries) private readonly queries: Queries,
    @Inject(HOST) private readonly host: Host,
  ) {}

  @Get()
  @For(...SEEING)
  @Refuses(404, 'case-not-found')
  @QueryRoute('issuance', '文书 the official documents of a case, in order', { items: [DOCUMENT] })
  async list(
    @Param('caseId', AsCode) caseId: string,
    @Query() query: CaseQuery,
    @TheCall() { account }: Call,
  ): Promise<Documents> {
    const items = await this.queries.ask('documents', { ...query, caseId, viewer: actorsOf(account) });
    return { items: items.map((document) => named(document, this.host.identity)) };
  }

  @Get(':order')
  @For(...SEEING)
  @Refuses(404, 'document-not-found')
  @Page()
  async page(
    @Param('caseId', AsCode) caseId: string,
    @Param('order') order: string,
    @Query() query: CaseQuery,
    @TheCall() call: Call,
  ): Promise<string> {
    return pageOf(await this.list(caseId, query, call), order);
  }
}

/** The certificate (证书) and the documents about it: its renewal, change, cancellation and revocation. */
@Controller('api/certificates/:number/documents')
export class CertificateDocumentsController {
  constructor(
    @Inject(Queries) private readonly queries: Queries,
    @Inject(HOST) private readonly host: Host,
  ) {}

  @Get()
  @For(...SEEING)
  @Refuses(404, 'certificate-not-found')
  @QueryRoute('issuance', '证书文书 the certificate and the documents about it; a body sees its own', { items: [DOCUMENT] })
  async list(@Param('number', AsCode) number: string, @TheCall() { account }: Call): Promise<Documents> {
    const items = await this.queries.ask('certificateDocuments', { number, viewer: actorsOf(account) });
    return { items: items.map((document) => named(document, this.host.identity)) };
  }

  @Get(':order')
  @For(...SEEING)
  @Refuses(404, 'document-not-found')
  @Page()
  async page(@Param('number', AsCode) number: string, @Param('order') order: string, @TheCall() call: Call): Promise<string> {
    return pageOf(await this.list(number, call), order);
  }
}

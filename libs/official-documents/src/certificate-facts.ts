import type { Certificate, CertificateEvent, Revocation } from '#issuance';
import { dateOf, type Dated } from '#kernel';
import { lawOfRuns, openRun, type Law } from '#law';
import { annexOf, signatoriesOf } from './annex-facts.js';
import { banFrom, issuedOn, NO_DAY, remediesOf, untilDue, written, type Facts } from './facts.js';

export interface CertificateOccasion {
  readonly event: Dated<CertificateEvent>;
  readonly certificate: Certificate;
  readonly law: Law;
}

const COMMON = ['institution', 'uscc', 'address', 'number', 'date', 'field', 'issuedOn', 'validTo', 'annex', 'signatories'];

/** Event by event, the facts that a form about a certificate may name. */
export const CERTIFICATE_FACTS = {
  CertificateIssued: COMMON,
  CertificateRenewed: COMMON,
  CertificateAmended: [...COMMON, 'unmatched'],
  CertificateCancelled: [...COMMON, 'ground'],
  RevocationOpened: [...COMMON, 'ground', 'source', 'scope', 'reasons', 'due'],
  CertificateRevoked: [...COMMON, 'ground', 'scope', 'reasons', 'remedies', 'banYears', 'banUntil'],
  RevocationClosed: [...COMMON, 'reasons'],
} as const;

const REVOCATION_GROUNDS = {
  'false-commitment': '承诺严重不实或者虚假承诺',
  'unrectified-commitment': '告知承诺基本属实，但逾期未整改或者整改后仍不符合',
  fraud: '以欺骗、贿赂等不正当手段取得资质认定',
  'agency-error': '行政机关工作人员违反法定条件或者程序作出决定',
  'other-by-law': '依法可以撤销的其他情形',
};
const CANCELLATION_GROUNDS = { application: '申请人申请注销', expired: '有效期届满未延续' };

export function certificateFacts({ event, certificate, law }: CertificateOccasion): Facts {
  const { number, holder, field, issuedOn: first, validTo } = certificate;
  const fields = law.policies.findInForce(dateOf(event.recordedAt))?.values.certificateFields.value ?? {};
  return {
    institution: holder.name,
    uscc: holder.uscc,
    address: holder.address ?? '未登记',
    annex: annexOf(certificate),
    signatories: signatoriesOf(certificate),
    number,
    date: written(issuedOn(event)),
    field: fields[field] ?? field,
    issuedOn: written(first),
    validTo: written(validTo),
    ...ownFacts(event, certificate, law),
  };
}

function ownFacts(event: CertificateOccasion['event'], certificate: Certificate, law: Law): Facts {
  switch (event.type) {
    case 'CertificateAmended':
      return { unmatched: event.data.annex?.unmatched };
    case 'CertificateCancelled':
      return { ground: CANCELLATION_GROUNDS[certificate.cancelled?.ground ?? 'application'] };
    case 'RevocationOpened':
      return {
        ground: REVOCATION_GROUNDS[event.data.ground],
        source: sourceOf(event.data.source),
        scope: scopeOf(certificate.investigations?.open?.proposed),
        reasons: event.data.reasons?.length ? event.data.reasons : [`见${sourceOf(event.data.source)}`],
        due: statementDue(certificate, law),
      };
    case 'CertificateRevoked': {
      const { ground, reasons } = event.data;
      return {
        ground: REVOCATION_GROUNDS[ground],
        scope: scopeOf(certificate.revoked?.at(-1)),
        reasons,
        remedies: remediesOf(event.data),
        ...banAfterFraud(event, law),
      };
    }
    case 'RevocationClosed':
      return { reasons: event.data.reasons };
    default:
      return {};
  }
}

/** A verification is known by the case that it followed from. */
const sourceOf = (source: string): string => {
  const caseId = /^inspection-(.+)$/.exec(source)?.[1];
  return caseId === undefined ? source : `办件 ${caseId} 的告知承诺事后核查`;
};

/** Three years without an application after fraud or bribery, or a false commitment in matters of public safety (办法32, 许可法79). */
function banAfterFraud(
  { data, effectiveAt }: Extract<CertificateOccasion['event'], { type: 'CertificateRevoked' }>,
  law: Law,
): Facts {
  const policy = law.policies.findInForce(dateOf(effectiveAt));
  if (policy === undefined) return {};
  const { banYearsAfterFraud, banYearsAfterFalseCommitment, banYearsAfterRevocation } = policy.values;
  if (data.fraud) return banFrom(effectiveAt, banYearsAfterFraud);
  if (data.publicSafety === true) return banFrom(effectiveAt, banYearsAfterFalseCommitment ?? banYearsAfterFraud);
  return data.scope === 'whole' && banYearsAfterRevocation !== undefined ? banFrom(effectiveAt, banYearsAfterRevocation) : {};
}

const scopeOf = ({ scope, items = [] }: Partial<Pick<Revocation, 'scope' | 'items'>> = {}): string =>
  scope === 'items' && items.length > 0 ? items.join('、') : '全部检验检测能力';

/** Until when the holder may make a statement (程序暂行规定44). */
function statementDue({ investigations }: Certificate, law: Law): string {
  const run = openRun(investigations?.clocks ?? [], ['T71']);
  if (run === undefined || investigations === undefined) return NO_DAY;
  const { policy, calendar } = lawOfRuns(law, investigations)(run);
  return untilDue(run, policy.limit(run.limit), calendar);
}

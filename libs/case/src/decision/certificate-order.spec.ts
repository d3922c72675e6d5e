import { localDate } from '#kernel';
import { APPLICATION_KINDS, type ApplicationKind } from '#law';
import { commissioned, received, renewal } from '../cases.testing.js';
import { clerk, given, law, on } from '../given.testing.js';

const at = '2026-03-18';

describe('what the decision does to the certificate', () => {
  const number = '202820340001';
  const issue = { action: 'issue', prefix: '26282034', validTo: '2032-03-18' };
  const expected: Partial<Record<ApplicationKind, object>> = {
    INITIAL: issue,
    BRANCH: issue,
    RENEWAL: { action: 'renew', number, validTo: '2032-12-31', deemed: false }, // six years on from the old expiry
    CANCEL: { action: 'cancel', number },
  };
  test.each(APPLICATION_KINDS)('%s', (kind) => {
    const { needsCertificate, reviewForm } = law.policies.get('CMA-2021', localDate(at)).kind(kind);
    const about = needsCertificate ? renewal('2026-12-31').certificate : undefined;
    const accepted = on('2026-03-05', 'ApplicationAccepted', { reviewForm }, clerk);
    const review = on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '符合' });
    const events = [
      received({ kind, ...(about ? { certificate: about } : {}) }),
      accepted,
      ...(reviewForm === 'NONE' ? [] : [commissioned, review]),
    ];
    const certificate = expected[kind] ?? { action: 'amend', number, change: kind };
    given(...events)
      .when('GrantQualification', {}, { at })
      .then({ type: 'QualificationGranted', data: { certificate } });
  });
});

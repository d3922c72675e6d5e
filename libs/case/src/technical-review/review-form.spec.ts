import { localDate } from '#kernel';
import { received, renewal, submission } from '../cases.testing.js';
import { given, on } from '../given.testing.js';

const accept = (more: Parameters<typeof received>[0]) =>
  given(received(more)).when('AcceptApplication', {}, { at: '2026-03-05' });

const certificate = { number: '202820340001', validTo: localDate('2026-12-31') };

describe('the form of review', () => {
  test('办法11, 12, 13, 14, 评审准则14-17: by kind, procedure and what is affected', () => {
    const form = (reviewForm: string) => ({ type: 'ApplicationAccepted', data: { reviewForm } }) as const;
    accept({}).then(form('ON_SITE'));
    accept(renewal('2026-12-31')).then(form('WRITTEN'));
    accept({ kind: 'CHG_NAME', certificate }).then(form('NONE'));
    accept({ kind: 'CHG_NAME', certificate, affectsConditions: true }).then(form('ON_SITE'));
    given(
      received({ procedure: 'COMMITMENT' }),
      on('2026-03-05T09:00:00', 'CommitmentSigned', { uscc: '', edition: '', text: '', sha256: '', signatory: '甲' }),
    )
      .when('AcceptApplication', {}, { at: '2026-03-05' })
      .then(form('NONE'));
  });

  test('办法13, 评审准则15-16: a renewal on paper only on a clean record, with nothing substantial changed', () => {
    const { standing } = submission();
    const form = (more: object) => accept({ ...renewal('2026-12-31'), ...more }).file.reviewForm;
    expect(form({})).toBe('WRITTEN');
    expect(form({ affectsConditions: true })).toBe('ON_SITE');
    expect(form({ standing: { ...standing, breachInLastTerm: true } })).toBe('ON_SITE');
    expect(form({ standing: { ...standing, badCreditList: true } })).toBe('ON_SITE');
  });
});

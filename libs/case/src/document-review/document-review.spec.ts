import { CHECKED, REACHED } from '../cases.testing.js';
import { clerk, colleague, given, head, on, openCase, reviewer } from '../given.testing.js';

const at = '2026-03-10';
const free = given(...REACHED['document-review']);
const claimed = given(...REACHED['document-review'], on('2026-03-09', 'DocumentReviewClaimed', { reviewer: reviewer.id }));

describe('ClaimDocumentReview', () => {
  test('is of the reviewer who takes it', () => {
    const outcome = free.when('ClaimDocumentReview', {}, { at });
    outcome.then({ type: 'DocumentReviewClaimed', data: { reviewer: 'reviewer' } });
    expect(outcome.state).toMatchObject({ claimedBy: 'reviewer' });
  });

  test('and of nobody else until they release it', () => {
    claimed.when('ClaimDocumentReview', {}, { at, by: colleague }).thenRejected('claimed-by-another');
    claimed.when('ClaimDocumentReview', {}, { at }).then();
  });
});

describe('ReleaseDocumentReview', () => {
  test('gives it back', () => {
    const outcome = claimed.when('ReleaseDocumentReview', {}, { at });
    outcome.then({ type: 'DocumentReviewReleased', data: { reviewer: 'reviewer' } });
    expect(outcome.state).not.toHaveProperty('claimedBy');
    given(...outcome.events)
      .when('ClaimDocumentReview', {}, { at, by: colleague })
      .then('DocumentReviewClaimed');
  });

  test('only by whoever holds it; with nobody holding it there is nothing to do', () => {
    claimed.when('ReleaseDocumentReview', {}, { at, by: colleague }).thenRejected('claimed-by-another');
    free.when('ReleaseDocumentReview', {}, { at }).then();
  });
});

describe('PassDocumentReview', () => {
  test('ends 符合 and starts the decision clock (评审准则16)', () => {
    const outcome = claimed.when('PassDocumentReview', { findings: '材料齐全', checks: CHECKED }, { at });
    outcome.then({ type: 'DocumentReviewPassed', data: { conclusion: '符合', findings: '材料齐全' } });
    expect(outcome.state).toMatchObject({ status: 'awaiting-decision', conclusion: '符合', rectified: false });
    expect(outcome.file.reviewers).toEqual(['reviewer']);
    expect(outcome.file.clocks.find(({ limit }) => limit === 'T11')?.ended).toBe('2026-03-10');
    expect(outcome.file.clocks.find(({ limit }) => limit === 'T22')?.started).toBe('2026-03-10');
  });

  test('also without a claim', () => {
    free.when('PassDocumentReview', { checks: CHECKED }, { at }).then('DocumentReviewPassed');
  });
});

describe('FailDocumentReview', () => {
  test('ends 不符合, with reasons', () => {
    const outcome = claimed.when('FailDocumentReview', { reasons: ['前后矛盾'] }, { at });
    outcome.then({ type: 'DocumentReviewFailed', data: { conclusion: '不符合', reasons: ['前后矛盾'] } });
    expect(outcome.state).toMatchObject({ status: 'awaiting-decision', conclusion: '不符合' });
    claimed.when('FailDocumentReview', { reasons: [] }, { at }).thenRejected('reasons-missing', '许可法38');
  });
});

describe('OrderOnSiteReview', () => {
  test('doubt on paper is settled on the spot, on the same review clock', () => {
    const outcome = claimed.when('OrderOnSiteReview', { reason: '设备存疑' }, { at });
    outcome.then('OnSiteReviewOrdered');
    expect(outcome.state).toMatchObject({
      status: 'awaiting-commission',
      file: { reviewForm: 'ON_SITE', reviewers: ['reviewer'] },
    });
    expect(outcome.file.clocks.find(({ limit }) => limit === 'T11')).toMatchObject({ started: '2026-03-05' });
    expect(outcome.file.clocks.find(({ limit }) => limit === 'T11')?.ended).toBeUndefined();
  });
});

test.each(['PassDocumentReview', 'FailDocumentReview', 'OrderOnSiteReview'] as const)(
  '%s of a review that a colleague holds',
  (name) => {
    claimed.when(name, { reasons: ['存疑'], reason: '存疑' }, { at, by: colleague }).thenRejected('claimed-by-another');
  },
);

test('what somebody holds and does not do is taken back, with the reason; its clock runs on', () => {
  const takeBack = (reason: string, by = clerk) => claimed.when('TakeBackDocumentReview', { reason }, { at, by });
  takeBack(' ').thenRejected('taking-back-reason-missing', '办法11(三)');
  takeBack('甲', colleague).thenRejected('wrong-role');
  for (const by of [clerk, head]) {
    const outcome = takeBack('领取人长期病假', by);
    outcome.then({ type: 'DocumentReviewTakenBack', data: { reviewer: 'reviewer', reason: '领取人长期病假' } });
    expect(outcome.file.clocks).toEqual(openCase(claimed.state).file.clocks);
    given(...outcome.events)
      .when('ClaimDocumentReview', {}, { at, by: colleague })
      .then('DocumentReviewClaimed');
  }
});

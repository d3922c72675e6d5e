import { REACHED } from '../cases.testing.js';
import { given } from '../given.testing.js';

test('许可法38, 行政复议法20, 行政诉讼法46: sixty days for reconsideration, six months for the courts', () => {
  given(...REACHED['awaiting-decision'])
    .when('RefuseQualification', { reasons: ['设备不足'] }, { at: '2026-03-18' })
    .then({
      type: 'QualificationRefused',
      data: {
        remedies: {
          reconsideration: '自知道本决定之日起60日内，可以依法申请行政复议',
          litigation: '自知道本决定之日起6个月内，可以依法向人民法院提起行政诉讼',
        },
      },
    });
});

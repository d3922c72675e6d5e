import { step, type DemoCase } from './story.js';

const COMMITMENT = { procedure: 'COMMITMENT' } as const;
const sign = (daysAgo: number, by: string, signatory: string) =>
  step(daysAgo, by, 'SignCommitment', { signatory, title: '法定代表人' });
const INSPECTORS = { team: ['reviewer', 'reviewer2'] };

/** Cases of the self-declaration, and what the verification after the grant found. */
export const DEMO_COMMITMENTS: readonly DemoCase[] = [
  // True: the verification is closed.
  {
    ...COMMITMENT,
    by: 'applicant',
    kind: 'CHG_SITE',
    submittedDaysAgo: 70,
    changes: { site: '兰州市城关区示例路 16 号（虚构）' },
    steps: [
      sign(70, 'applicant', '陈明（虚构）'),
      step(70, 'decider', 'AcceptSelfDeclaration'),
      step(66, 'clerk', 'DeliverCertificate'),
      step(50, 'clerk', 'AppointInspectors', INSPECTORS),
      step(45, 'reviewer', 'ConcludeVerification', { verdict: '属实' }),
    ],
  },
  // Mostly true: to be rectified.
  {
    ...COMMITMENT,
    by: 'applicant4',
    kind: 'SCOPE_EXT',
    submittedDaysAgo: 48,
    more: { withinHeldAbility: true },
    steps: [
      sign(48, 'applicant4', '刘芳（虚构）'),
      step(48, 'decider', 'AcceptSelfDeclaration'),
      step(45, 'clerk', 'DeliverCertificate'),
      step(20, 'clerk', 'AppointInspectors', INSPECTORS),
      step(6, 'reviewer2', 'ConcludeVerification', {
        verdict: '基本属实',
        findings: '两台设备的期间核查记录不完整',
        items: ['补齐两台设备的期间核查记录'],
        withinWorkingDays: 20,
      }),
    ],
  },
  // Gravely untrue: the authority investigates whether to revoke, and the body may make a statement.
  {
    ...COMMITMENT,
    by: 'applicant5',
    kind: 'CHG_SITE',
    submittedDaysAgo: 46,
    changes: { site: '张掖市甘州区示例街 3 号（虚构）' },
    steps: [
      sign(46, 'applicant5', '马强（虚构）'),
      step(46, 'decider', 'AcceptSelfDeclaration'),
      step(43, 'clerk', 'DeliverCertificate'),
      step(15, 'head', 'AppointInspectors', INSPECTORS),
      step(3, 'reviewer', 'ConcludeVerification', { verdict: '严重不实', findings: '承诺的新场所尚未建成，设备未到位' }),
    ],
  },
  // Not yet signed.
  {
    ...COMMITMENT,
    by: 'applicant3',
    kind: 'SCOPE_EXT',
    submittedDaysAgo: 1,
    more: { specialFood: false },
    steps: [],
  },
];

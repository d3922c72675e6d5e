import type { CaseFile } from '#case';
import { ENGINE, instant, localDate } from '#kernel';
import {
  bans,
  certificateTerm,
  commitmentRecord,
  commitmentVerification,
  grantedFacts,
  grantedIssue,
  PROCESSES,
  type CaseFacts,
  type Errand,
  type Process,
  type ProcessEvent,
} from './index.js';

const uscc = '91620102MA7ABCD12B';
const institution = { uscc, name: '示例检测有限公司（虚构）' };
const number = '202820340001';
const caseId = '7K3F-9QXM-2A5T';
const at = instant('2026-03-20T10:00:00+08:00');
const POLICY = 'CMA-2021/2+REV-2023/2';
const file = (more: object = {}): CaseFile =>
  ({
    caseId,
    kind: 'RENEWAL',
    institution,
    applicant: 'applicant-1',
    policy: POLICY,
    receivedAt: at,
    ...more,
  }) as unknown as CaseFile;

const event = (type: string, data: object, stream = `case-${caseId}`): ProcessEvent =>
  ({ type, data, stream, effectiveAt: at, policyVersion: POLICY, actor: { id: 'decider-1', role: 'decision-maker' } }) as never;

/** What a process sends after an event, the errands that need a case run on that case. */
function sent(process: Process, happened: ProcessEvent, about: CaseFacts = { file: file() }) {
  return process.react(happened).map((errand: Errand) => {
    if ('series' in errand || 'task' in errand || 'everyOpenStream' in errand)
      throw new Error('sends nothing to a stream that it names');
    const sending = 'stream' in errand ? errand : errand.sendingFor(about);
    return typeof sending === 'object' ? [sending.stream, sending.command] : sending;
  });
}

describe('a commitment', () => {
  test('that was accepted is verified, by others than who applied and who decided', () => {
    const accepted = { kind: 'RENEWAL', institution, commitmentSha256: 'e3b0', mandatoryStandards: true };
    expect(sent(commitmentVerification, event('SelfDeclarationAccepted', accepted))).toEqual([
      [
        `inspection-${caseId}`,
        {
          type: 'CommissionVerification',
          data: { caseId, ...accepted, decidedAt: at, decidedBy: 'decider-1', applicant: 'applicant-1', policy: POLICY },
        },
      ],
    ]);
  });

  test('that was signed is on the record of the body, and so is its verdict', () => {
    const about = { file: file({ institution: { ...institution, legalRepresentative: '张三' } }) };
    expect(sent(commitmentRecord, event('CommitmentSigned', { uscc, sha256: 'e3b0', signatory: '张三' }), about)).toEqual([
      [
        `institution-${uscc}`,
        {
          type: 'RecordCommitment',
          data: {
            ...{ uscc, caseId, sha256: 'e3b0', signatory: '张三', signedOn: '2026-03-20' },
            ...{ name: institution.name, legalRepresentative: '张三' },
          },
        },
      ],
    ]);
    const concluded = { caseId, institution, verdict: '属实', inspectors: [] };
    expect(sent(commitmentRecord, event('VerificationConcluded', concluded, `inspection-${caseId}`))).toEqual([
      [`institution-${uscc}`, { type: 'RecordVerdict', data: { uscc, caseId, verdict: '属实' } }],
    ]);
  });

  test('办法12: that was withdrawn closes the way until the next general application is decided', () => {
    expect(sent(commitmentRecord, event('CommitmentWithdrawn', { uscc, reason: '甲' }))).toEqual([
      [`institution-${uscc}`, { type: 'RecordCommitmentWithdrawal', data: { uscc, caseId, reason: '甲' } }],
    ]);
    const decided = (type: string, procedure: string, commitmentBarred?: string) =>
      sent(commitmentRecord, event(type, {}), { file: file({ procedure, standing: { commitmentBarred } }) });
    const reopened = [[`institution-${uscc}`, { type: 'ReopenCommitment', data: { uscc, caseId, receivedAt: at } }]];
    expect(decided('QualificationGranted', 'GENERAL', 'withdrawn-commitment')).toEqual(reopened);
    expect(decided('QualificationRefused', 'GENERAL', 'withdrawn-commitment')).toEqual(reopened);
    expect(decided('QualificationGranted', 'GENERAL')).toEqual([undefined]);
    expect(decided('QualificationGranted', 'COMMITMENT', 'withdrawn-commitment')).toEqual([undefined]);
    expect(decided('QualificationGranted', 'GENERAL', 'false-commitment')).toEqual([undefined]);
    // Received, accepted or withdrawn is not decided.
    for (const type of ['ApplicationReceived', 'ApplicationAccepted', 'ApplicationWithdrawn', 'ApplicationDeclined'] as const)
      expect(commitmentRecord.on).not.toContain(type);
  });

  test('程序暂行规定44: that was found false opens the investigation, and nothing is on the record yet', () => {
    const proposed = {
      ...{ scope: 'items', items: ['水质'], reasons: ['设备不具备'], fraud: true, caseId, institution, verdict: '严重不实' },
      inspectors: ['a', 'b'],
    };
    const happened = event('RevocationProposed', proposed, `inspection-${caseId}`);
    const source = `inspection-${caseId}`;
    expect(sent(commitmentVerification, happened, { file: file(), certificateNumber: number })).toMatchObject([
      [
        `certificate-${number}`,
        {
          type: 'OpenRevocation',
          data: {
            ground: 'false-commitment',
            source,
            scope: 'items',
            items: ['水质'],
            fraud: true,
            caseId,
            inspectors: ['a', 'b'],
          },
        },
      ],
    ]);
    // The certificate that the case is about; or one that is still being made out.
    const [held] = sent(commitmentVerification, happened, {
      file: file({ certificate: { number: '1', validTo: '2026-12-31' } }),
    });
    expect(held).toMatchObject(['certificate-1', {}]);
    expect(sent(commitmentVerification, happened)[0]).toBe('not-yet');
  });

  test('评审准则19: that was mostly true and not put right is no false one: a ground of its own, no bar', () => {
    const proposed = {
      ...{ scope: 'whole', reasons: ['逾期未整改：设备溯源'], fraud: false, caseId, institution, inspectors: [] },
      ...{ verdict: '基本属实', limit: 'T53', run: 1 },
    };
    const happened = event('RevocationProposed', proposed, `inspection-${caseId}`);
    expect(sent(commitmentVerification, happened, { file: file(), certificateNumber: number })).toMatchObject([
      [`certificate-${number}`, { type: 'OpenRevocation', data: { ground: 'unrectified-commitment' } }],
    ]);
    const revoked = {
      ground: 'unrectified-commitment',
      scope: 'whole',
      number,
      uscc,
      holder: '甲',
      reasons: ['乙'],
      fraud: false,
    };
    expect(sent(commitmentVerification, event('CertificateRevoked', revoked, `certificate-${number}`))).toEqual([]);
  });

  test('程序暂行规定44, 许可法69, 评审准则19: that cost the certificate is on the record and closes the fast route', () => {
    const decided = { number, uscc, holder: institution.name, reasons: ['设备不具备', '拒不改正'], fraud: false, caseId };
    const revoked = (more: object) =>
      sent(
        commitmentVerification,
        event('CertificateRevoked', { ...decided, ground: 'false-commitment', scope: 'whole', ...more }, `certificate-${number}`),
      );
    const breach = { uscc, name: institution.name, on: '2026-03-20', barsCommitment: true };
    const whole = '承诺严重不实或者虚假承诺，撤销资质认定：设备不具备；拒不改正';
    expect(revoked({})).toEqual([
      [`institution-${uscc}`, { type: 'RecordBreach', data: { ...breach, what: whole, source: `inspection-${caseId}`, caseId } }],
    ]);
    expect(revoked({ scope: 'items', items: ['水质', '土壤'] })).toMatchObject([
      [`institution-${uscc}`, { data: { what: expect.stringContaining('撤销部分事项（水质、土壤）：设备不具备') } }],
    ]);
    // Found by a supervisor, without a verification.
    expect(revoked({ caseId: undefined })).toEqual([
      [`institution-${uscc}`, { type: 'RecordBreach', data: { ...breach, what: whole, source: `certificate-${number}` } }],
    ]);
    for (const ground of ['fraud', 'agency-error', 'other-by-law']) expect(revoked({ ground })).toEqual([]);
    // Not to revoke leaves nothing on the record.
    expect(PROCESSES.filter(({ on }) => (on as readonly string[]).includes('RevocationClosed'))).toEqual([]);
  });
});

describe('a ban', () => {
  test.each(['QualificationRefused', 'ApplicationDeclined'])('办法33: %s for falsehood', (type) => {
    const about = { file: file({ institution: { ...institution, legalRepresentative: '张三' } }) };
    expect(sent(bans, event(type, { reasons: ['甲'], falsehood: true, uscc }), about)).toEqual([
      [
        `institution-${uscc}`,
        {
          type: 'ImposeBan',
          data: {
            ...{ uscc, name: institution.name, legalRepresentative: '张三', ground: 'falsehood', from: '2026-03-20' },
            ...{ source: `case-${caseId}`, policy: POLICY },
          },
        },
      ],
    ]);
    expect(sent(bans, event(type, { reasons: ['甲'] }))).toEqual([]);
  });

  test('办法32: a certificate revoked for fraud', () => {
    const revoked = (fraud: boolean) =>
      sent(bans, event('CertificateRevoked', { number, uscc, holder: institution.name, fraud }, `certificate-${number}`));
    expect(revoked(true)).toMatchObject([
      [
        `institution-${uscc}`,
        { type: 'ImposeBan', data: { ground: 'fraud', from: '2026-03-20', source: `certificate-${number}` } },
      ],
    ]);
    expect(revoked(false)).toEqual([]);
  });

  test('许可法79, 办法(2015)45: the ground that the record of the body looks up in its law', () => {
    const revoked = { number, uscc, holder: institution.name, fraud: false };
    const grounds = (data: object) =>
      JSON.stringify(sent(bans, event('CertificateRevoked', { ...revoked, ...data }, `certificate-${number}`))).match(
        /(?<="ground":")[^"]+/g,
      ) ?? [];
    expect(grounds({ scope: 'items', publicSafety: true })).toEqual(['false-commitment']);
    expect(grounds({ scope: 'whole', publicSafety: false })).toEqual(['revocation']);
    expect(grounds({ scope: 'items', publicSafety: false })).toEqual([]);
    expect(grounds({ scope: 'whole', fraud: true })).toEqual(['fraud']);
  });
});

describe('the term of a certificate', () => {
  test('办法31: what has expired is cancelled, and nobody is told', () => {
    expect(
      sent(certificateTerm, event('CertificateExpired', { number, uscc, validTo: '2026-03-19' }, `certificate-${number}`)),
    ).toEqual([[`certificate-${number}`, { type: 'CancelCertificate', data: { number, ground: 'expired' } }]]);
    const cancelled = event('CertificateCancelled', { number, ground: 'expired' }, `certificate-${number}`);
    expect(grantedIssue.react(cancelled)).toEqual([]);
  });

  test.each([
    'QualificationRefused',
    'ApplicationDeclined',
    'ApplicationWithdrawn',
    'ApplicationDeemedWithdrawn',
    'ApplicationDeemedRefused',
    'CommitmentWithdrawn',
  ])('%s of a renewal: the certificate looks at its term again', (type) => {
    const certificate = { number, validTo: localDate('2026-03-01') };
    expect(sent(certificateTerm, event(type, {}), { file: file({ certificate }) })).toMatchObject([
      [`certificate-${number}`, { type: 'ExpireCertificateLimit', data: { limit: 'T42' } }],
    ]);
    expect(sent(certificateTerm, event(type, {}), { file: file({ certificate, kind: 'CHG_NAME' }) })).toEqual([undefined]);
  });

  test('a renewal tells the day of its grant; a deemed one tells none', () => {
    const certificate = { action: 'renew', number, validTo: localDate('2032-12-31'), deemed: false } as const;
    const renew = (type: string) => sent(grantedIssue, event(type, { certificate }));
    expect(renew('QualificationGranted')).toMatchObject([[`certificate-${number}`, { data: { decidedOn: '2026-03-20' } }]]);
    expect(JSON.stringify(renew('RenewalDeemedGranted'))).not.toContain('decidedOn');
  });
});

test('a ban falls with the refusal that it followed from (办法33), and a second refusal has a ban of its own', () => {
  const instrument = { authority: '示例省人民政府（虚构）', number: '1号', date: localDate('2026-03-19') };
  const setAside = (data: object) => sent(bans, event('RefusalSetAside', { instrument, ...data }));
  expect(setAside({ refusal: 1 })).toEqual([]);
  const lifts = (entry: string) => [
    [`institution-${uscc}`, { type: 'LiftEntry', data: { uscc, entry, reason: '原决定已被撤销：示例省人民政府（虚构） 1号' } }],
  ];
  expect(setAside({ refusal: 1, falsehood: true, uscc })).toEqual(lifts(`ban:case-${caseId}`));
  expect(setAside({ refusal: 2, falsehood: true, uscc })).toEqual(lifts(`ban:case-${caseId}/2`));
  expect(sent(bans, event('QualificationRefused', { falsehood: true, uscc, refusal: 2 }))).toMatchObject([
    [`institution-${uscc}`, { type: 'ImposeBan', data: { source: `case-${caseId}/2` } }],
  ]);
});

test('谁签字谁担责: granted facts go onto the record and the certificate', () => {
  const changes = { name: '新名称', legalRepresentative: '李四', signatories: [{ name: '王五', scope: '水质', action: 'add' }] };
  const certificate = { action: 'amend', number, change: 'CHG_NAME', changes };
  const happened = event('QualificationGranted', { certificate });
  expect(sent(grantedFacts, happened)).toEqual([
    [`institution-${uscc}`, { type: 'RecordSignatories', data: { uscc, caseId, signatories: changes.signatories } }],
    [
      `institution-${uscc}`,
      {
        type: 'RegisterFacts',
        data: { uscc, name: '新名称', legalRepresentative: '李四', decidedAt: at, source: `case-${caseId}` },
      },
    ],
  ]);
  expect(sent(grantedIssue, happened)).toMatchObject([[`certificate-${number}`, { data: { changes } }]]);
  expect(sent(grantedFacts, event('QualificationGranted', { certificate: { ...certificate, changes: undefined } }))).toEqual([]);
});

test('errands after one event have names of their own: each acts once', () => {
  for (const { on, react } of PROCESSES) {
    for (const type of on) {
      const data = {
        ...{ falsehood: true, fraud: true, procedure: 'GENERAL', standing: {}, institution, reasons: [], uscc, caseId, number },
        ground: 'false-commitment',
        instrument: {},
        certificate: { action: 'amend', number, changes: { name: '甲', signatories: [{ name: '乙' }] } },
      };
      const names = react({ ...event(type, data), actor: ENGINE }).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  }
  expect(new Set(PROCESSES.map(({ name }) => name)).size).toBe(PROCESSES.length);
});

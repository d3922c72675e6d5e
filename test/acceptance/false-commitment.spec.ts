import type { CertificateView, InspectionLine, InspectionView, InstitutionView, Page, RevocationLine } from '#read-models';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, firstApplication, renewalOf } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';
import { visits, grantedOnAWord } from './after-a-grant.js';

let world: World;
afterEach(() => world.close());

const { post, get, published, untrue, inspector } = visits(() => world);

it('严重不实: revoked, published, on the record, banned for the fraud, the fast route closed', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  const number = await grantedOnAWord(one);

  // T52: 10–13 March (4), 16–20 (9), 23.
  const { items } = await get<Page<InspectionLine>>('supervisor', '/api/inspections');
  expect(items).toMatchObject([{ caseId: one.id, status: 'verification-due', due: '2026-03-23', dueLimit: 'T52' }]);
  const inspection = `/api/inspections/${one.id}`;
  const team = [await inspector('reviewer'), await inspector('colleague')];
  expect((await post('clerk', `${inspection}/appoint-inspectors`, { team: team.slice(0, 1) })).body).toMatchObject({
    code: 'inspectors-too-few',
  });
  const withInsider = [team[0], await inspector('insider')];
  expect((await post('clerk', `${inspection}/appoint-inspectors`, { team: withInsider })).body).toMatchObject({
    code: 'inspector-recused',
    basis: ['办法29', '许可法34'],
  });
  expect((await post('clerk', `${inspection}/appoint-inspectors`, { team })).status).toBe(200);

  await world.at('2026-03-16T10:00');
  const verdict = { verdict: '严重不实', findings: '关键设备不具备', fraud: true };
  expect((await post('reviewing-decider', `${inspection}/conclude-verification`, verdict)).body).toMatchObject({
    code: 'not-an-inspector',
  });
  expect((await post('reviewer', `${inspection}/conclude-verification`, verdict)).body.events).toEqual([
    'VerificationConcluded',
    'RevocationProposed',
  ]);
  await world.settled();
  expect(await get<InspectionView>('applicant', inspection)).toMatchObject({
    status: 'revocation-proposed',
    verdict: '严重不实',
  });
  expect((await (await world.as('rival')).get(inspection)).status).toBe(404);

  // Until the body was heard and somebody decides, the verdict is on its file only: not public, no bar, the certificate valid.
  expect(await untrue()).toEqual([]);
  const file = `/api/institutions/${BODIES.river.uscc}`;
  expect(await get<InstitutionView>('applicant', file)).toMatchObject({
    standing: expect.not.objectContaining({ commitmentBarred: expect.anything() }),
    breaches: [],
    commitments: [{ caseId: one.id, signatory: '张三（虚构）', signedOn: '2026-03-09', verdict: '严重不实' }],
  });
  expect(await published(number)).toMatchObject({ status: 'VALID' });

  const certificate = `/api/certificates/${number}`;
  expect(await get<CertificateView>('supervisor', certificate)).toMatchObject({
    investigation: {
      ground: 'false-commitment',
      statement: 'awaited',
      caseId: one.id,
      openedAt: expect.stringMatching(/\+08:00$/) as string,
    },
    clocks: [{ limit: 'T70' }, { limit: 'T71', due: '2026-03-23' }],
    permittedActions: ['SuspendRevocation'],
  });
  expect((await get<CertificateView>('applicant', certificate)).permittedActions).toEqual(['RecordStatement']);
  for (const who of ['supervisor', 'head', 'applicant'] as const) {
    expect((await get<Page<RevocationLine>>(who, '/api/revocations')).items).toMatchObject([
      {
        number,
        caseId: one.id,
        stage: 'statement',
        turn: 'applicant',
        next: 'RecordStatement',
        due: '2026-03-23',
        dueLimit: 'T71',
      },
    ]);
  }
  expect((await get<Page<RevocationLine>>('rival', '/api/revocations')).total).toBe(0);
  const revoke = { scope: 'whole', publicSafety: true, reasons: ['承诺内容严重不实'] };
  expect((await post('decider', `${certificate}/revoke-certificate`, revoke)).body).toMatchObject({ code: 'statement-awaited' });
  // Nothing is said within five days: 17–20 March (4), 23.
  await world.at('2026-03-24T09:00');
  expect((await post<Problem>('applicant', `${certificate}/record-statement`, { statement: '迟' })).body.code).toBe(
    'statement-given',
  );
  expect((await post('decider', `${certificate}/revoke-certificate`, revoke)).body.events).toEqual(['CertificateRevoked']);
  await world.settled();

  expect(await published(number)).toMatchObject({
    status: 'REVOKED',
    revocations: [{ on: '2026-03-24', ground: 'false-commitment', scope: 'whole' }],
  });
  const papers = (
    await (
      await world.as('applicant')
    ).get<{ items: readonly { zh: string; paragraphs: readonly string[] }[] }>(`/api/certificates/${number}/documents`)
  ).body.items;
  expect(papers.map(({ zh }) => zh)).toEqual(['资质认定证书', '证书附表', '撤销告知书', '撤销决定书']);
  expect(papers[3]?.paragraphs).toEqual(expect.arrayContaining([expect.stringContaining('行政复议')]));
  const revoked = (await world.anybody.get<Page<object>>('/api/public/certificates', { status: 'REVOKED' })).body;
  expect(revoked.items).toMatchObject([{ number }]);
  expect(await get<InstitutionView>('supervisor', file)).toMatchObject({
    standing: { bannedUntil: '2029-03-24', commitmentBarred: 'false-commitment' },
    bans: [{ ground: 'fraud', on: '2026-03-24', until: '2029-03-24', basis: '办法32、许可法79' }],
  });
  // With the decision it is published, and the fast route closed.
  const { uscc, name: institution } = BODIES.river;
  expect(await untrue()).toMatchObject([{ uscc, institution, caseId: one.id, recordedOn: '2026-03-24' }]);

  // What is open to the body: nothing before 2029-03-25, and the commitment procedure not even then.
  const { items: open } = await get<{ items: object[] }>('applicant', '/api/eligibility?kind=INITIAL&field=12');
  expect(open).toMatchObject([
    {
      procedures: [
        { procedure: 'GENERAL', open: false, reasons: [{ rule: 'body-banned' }] },
        { procedure: 'COMMITMENT', open: false, reasons: [{ rule: 'body-banned' }, { rule: 'earlier-false-commitment' }] },
      ],
    },
  ]);
  const next = await post<Problem>('applicant', '/api/cases', firstApplication());
  expect(next.body).toMatchObject({ status: 409, code: 'body-banned' });
  const renewed = await post<Problem>('applicant', '/api/cases', renewalOf(number));
  expect(renewed.body).toMatchObject({ code: 'certificate-revoked', allowed: ['INITIAL'] });
});

it('程序暂行规定44: the body is heard and nothing is revoked: nothing published, the fast route open', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  const number = await grantedOnAWord(one);
  const inspection = `/api/inspections/${one.id}`;
  await post('clerk', `${inspection}/appoint-inspectors`, { team: [await inspector('reviewer'), await inspector('colleague')] });
  await world.at('2026-03-16T10:00');
  const verdict = { verdict: '严重不实', findings: '关键设备不具备' };
  expect((await post('reviewer', `${inspection}/conclude-verification`, verdict)).status).toBe(200);
  await world.settled();
  const certificate = `/api/certificates/${number}`;
  expect((await post('applicant', `${certificate}/record-statement`, { statement: '设备在分场所' })).status).toBe(200);
  expect((await post('decider', `${certificate}/close-revocation`, { reasons: ['经查设备具备'] })).body.events).toEqual([
    'RevocationClosed',
  ]);
  await world.settled();
  expect(await published(number)).toMatchObject({ status: 'VALID' });
  expect(await untrue()).toEqual([]);
  expect(await get<InstitutionView>('applicant', `/api/institutions/${BODIES.river.uscc}`)).toMatchObject({
    standing: expect.not.objectContaining({ commitmentBarred: expect.anything() }),
    commitments: [{ caseId: one.id, verdict: '严重不实' }],
  });
  const { items } = await get<{ items: object[] }>('applicant', '/api/eligibility?kind=RENEWAL&field=12');
  expect(items).toMatchObject([
    { procedures: expect.arrayContaining([expect.objectContaining({ procedure: 'COMMITMENT', open: true })]) },
  ]);
});

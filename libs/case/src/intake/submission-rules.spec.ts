import { localDate } from '#kernel';
import { renewal, submission } from '../cases.testing.js';
import { given, law, USCC } from '../given.testing.js';
import { type CaseCommands } from '../index.js';

/** One test a rule, by its article, where no other test shows it by that name; docs/rules.md has them all. */

const submit = (more: Partial<CaseCommands['SubmitApplication']>) =>
  given().when('SubmitApplication', submission(more), { at: '2026-03-02' });

const certificate = { number: '202820340001', validTo: localDate('2026-12-31') };

const materials = (...ids: string[]) => ids.map((material) => ({ material }));

describe('at the receipt', () => {
  test('办法13, 14: renewals and changes name the certificate that they are about, a first application has none', () => {
    for (const kind of ['RENEWAL', 'CHG_NAME', 'SCOPE_EXT'] as const)
      submit({ kind }).thenRejected('certificate-required', '办法13', '办法14');
    submit({ kind: 'CHG_NAME', certificate }).then('ApplicationReceived');
    submit({ certificate }).thenRejected('certificate-not-wanted', '办法13', '办法14');
  });

  test('办法13, 31: what has expired is neither prolonged nor changed', () => {
    for (const kind of ['RENEWAL', 'CHG_NAME'] as const) {
      const until = (day: string) => submit({ kind, certificate: { ...certificate, validTo: localDate(day) } });
      until('2026-03-01').thenRejected('certificate-expired', '办法13', '办法31');
      until('2026-03-02').then('ApplicationReceived');
    }
  });

  test('办法13: a renewal that comes later than three months before the expiry is late', () => {
    submit(renewal('2026-06-02')).then({ type: 'ApplicationReceived', data: { late: false } });
    submit(renewal('2026-06-01')).then({ type: 'ApplicationReceived', data: { late: true } });
  });

  test('办法15: field and sector are those that certificate numbers are made of', () => {
    submit({ field: '99' }).thenRejected('code-unknown', '办法15');
    submit({ sector: '99' }).thenRejected('code-unknown', '办法15');
  });

  test('办法15: a certificate that is made out says the address of the body', () => {
    const institution = { uscc: USCC, name: '示例检测有限公司（虚构）' };
    for (const kind of ['INITIAL', 'BRANCH'] as const) {
      submit({ kind, institution }).thenRejected('address-missing', '办法15');
      submit({ kind, institution: { ...institution, address: ' ' } }).thenRejected('address-missing');
    }
    submit({ ...renewal('2026-12-31'), institution }).then('ApplicationReceived');
  });

  test('许可法30, 31: everything that the list marks as a must, and nothing that it marks as shared', () => {
    const listed = law.policies.byLabel('CMA-2021/2+REV-2023/2').materialsFor('INITIAL');
    const marked = (...marks: string[]) =>
      materials(...listed.filter(({ requirement }) => marks.includes(requirement)).map(({ id }) => id));
    submit({ materials: marked('M') }).then('ApplicationReceived');
    submit({ materials: marked('S', 'C') }).thenRejected('materials-missing', '许可法31');
    for (const { material } of marked('M').filter((one) => listed.find(({ id }) => id === one.material)?.tolerated !== true))
      submit({ materials: marked('M').filter((one) => one.material !== material) }).thenRejected('materials-missing', '许可法31');
  });

  const clean = { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false };
  const both = { kind: 'CHG_TECH_LEAD', alsoKinds: ['CHG_NAME'], certificate, materials: materials('M01', 'M08', 'M09', 'M13') };
  test.each<[string, Partial<CaseCommands['SubmitApplication']>, string]>([
    ['the supplement sheet of an environment body', { field: '12' }, 'M20'],
    ['and of several changes, where one asks for it', { ...both, field: '13' } as object, 'M20'],
    ['the authorisation of a body that is part of another', { standing: { ...clean, independentLegalPerson: false } }, 'M03'],
  ])('许可法30, 31: a condition that is known to hold makes the material a must: %s', (_what, more, needed) => {
    const listed = submission(more).materials;
    const without = submit(more);
    without.thenRejected('materials-missing', '许可法31');
    expect(without.decision).toMatchObject({ allowed: [needed], zh: expect.stringContaining(`${needed} `) as string });
    submit({ ...more, materials: [...listed, ...materials(needed)] }).then('ApplicationReceived');
  });

  test('what is not known, and the commitment, which is signed, are not asked for (许可法31)', () => {
    submit({ standing: { ...clean, independentLegalPerson: true } }).then('ApplicationReceived');
    submit({ procedure: 'COMMITMENT' }).then('ApplicationReceived', 'CommitmentTermsTold');
  });

  test('许可法32(四), 地方容缺受理规定: a secondary material may follow, and the receipt says which', () => {
    const outcome = submit({ materials: submission().materials.filter(({ material }) => material !== 'M10') });
    outcome.then('ApplicationReceived');
    expect(outcome.file.warnings).toMatchObject([
      { code: 'secondary-materials-missing', zh: expect.stringContaining('M10 典型检验检测报告') as string },
    ]);
  });
});

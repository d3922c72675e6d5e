import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv5 } from '#event-store';
import { ENGINE, instant, isRejection, localDate, type Actor } from '#kernel';
import {
  CASE_ID,
  caseIdFor,
  createSimulation,
  loadLaw,
  shippedLaw,
  SimulatedClock,
  SwitchableClock,
  type Simulation,
} from './index.js';
import { commandOwners, decidersUnder } from './registry.js';

const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const OTHER = { uscc: '12620000438012348J', name: '另一家（虚构）' };
const NUMBER = '202820340001';
const law = loadLaw();
const time = (text: string) => instant(`${text}+08:00`);
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };

let simulation: Simulation;
let commands = 0;
beforeEach(() => {
  simulation = createSimulation(law, time('2026-03-02T10:00:00'));
});
afterEach(() => simulation.engine.close());

async function give(stream: string, type: string, data: object, actor: Actor = ENGINE) {
  commands += 1;
  const answer = await simulation.engine.execute({
    commandId: uuidv5(NAMESPACE, String(commands)),
    stream,
    command: { type, data },
    actor,
  });
  await simulation.engine.caughtUp();
  return isRejection(answer) ? answer.code : answer.events;
}
const register = (holder: object) => {
  const dates = { issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') };
  return give(`certificate-${NUMBER}`, 'RegisterCertificate', { number: NUMBER, holder, field: '20', ...dates });
};
const submit = (caseId: string, more: object) => {
  const kind = 'kind' in more ? (more.kind as 'INITIAL') : 'INITIAL';
  const materials = law.policies.get('CMA-2021', localDate('2026-03-02')).materialsFor(kind);
  const data = {
    ...{ caseId, kind, procedure: 'GENERAL', institution: BODY, affectsConditions: false, field: '20', sector: '34' },
    materials: materials.filter(({ requirement }) => requirement === 'M').map(({ id }) => ({ material: id })),
    ...more,
  };
  return give(`case-${caseId}`, 'SubmitApplication', data, applicant);
};

describe('a signature', () => {
  const signature = { signatory: '张三（虚构）' };

  test('is over the hash of the very text that is stored with it; whatever the caller says of it is not taken', async () => {
    await submit('C1', { procedure: 'COMMITMENT' });
    const events = await give('case-C1', 'SignCommitment', { ...signature, sha256: 'f'.repeat(64) }, applicant);
    if (typeof events === 'string') throw new Error(events);
    const { text, sha256 } = events[0]?.data as { text: string; sha256: string };
    expect(text).toContain(BODY.name);
    expect(sha256).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  });

  test('needs a case', async () => {
    expect(await give('case-C9', 'SignCommitment', signature, applicant)).toBe('case-not-found');
  });
});

describe('what the authority itself knows', () => {
  const flags = { breachInLastTerm: true, badCreditList: false, punishedWithin2Years: false };

  test('办法15: the address of a body is taken from its record where it gives none', async () => {
    const institution = { uscc: BODY.uscc, name: BODY.name };
    expect(await submit('C1', { institution })).toBe('address-missing');
    const facts = { uscc: BODY.uscc, name: BODY.name, address: '登记的地址', source: '营业执照' };
    await give(`institution-${BODY.uscc}`, 'RegisterFacts', facts);
    expect(await submit('C1', { institution })).toMatchObject([{ data: { institution: { address: '登记的地址' } } }]);
    expect(await submit('C2', { kind: 'BRANCH' })).toMatchObject([{ data: { institution: BODY } }]);
  });

  test('the standing of a body is that of its own record, whatever the application says', async () => {
    await give(`institution-${BODY.uscc}`, 'RecordStanding', { uscc: BODY.uscc, ...flags, source: '甲' });
    const events = await submit('c1', {
      standing: { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false },
    });
    expect(events).toMatchObject([{ data: { standing: flags } }]);
  });

  test('so is the certificate', async () => {
    await register(BODY);
    const events = await submit('c1', { kind: 'RENEWAL', certificate: { number: NUMBER, validTo: '2099-01-01' } });
    expect(events).toMatchObject([{ data: { certificate: { number: NUMBER, validTo: '2026-12-31' } } }]);
  });

  test('of others, or of nobody, it is no certificate to renew', async () => {
    expect(await submit('c1', { kind: 'RENEWAL', certificate: { number: NUMBER } })).toBe('certificate-not-held');
    await register(OTHER);
    expect(await submit('c2', { kind: 'RENEWAL', certificate: { number: NUMBER } })).toBe('certificate-not-held');
  });

  test('nor is a cancelled one', async () => {
    await register(BODY);
    await give(`certificate-${NUMBER}`, 'CancelCertificate', { number: NUMBER, caseId: 'c0' });
    expect(await submit('c1', { kind: 'RENEWAL', certificate: { number: NUMBER } })).toBe('certificate-cancelled');
  });
});

test('one open case for each body and kind, until it is closed', async () => {
  expect(await submit('c1', {})).toHaveLength(1);
  expect(await submit('c2', {})).toBe('open-case-exists');
  expect(await submit('c3', { kind: 'BRANCH' })).toHaveLength(1);
  expect(await give('case-c1', 'WithdrawApplication', {}, applicant)).toHaveLength(1);
  expect(await submit('c4', {})).toHaveLength(1);
});

test('numbers of one series follow each other without a gap', async () => {
  for (const [i, kind] of (['INITIAL', 'BRANCH'] as const).entries()) {
    await submit(`c${i}`, { kind });
    await give(`case-c${i}`, 'AcceptApplication', {}, { id: 'clerk', role: 'clerk' });
    await give(
      `case-c${i}`,
      'CommissionReview',
      { team: [{ id: 'a', leader: true }, { id: 'b' }] },
      { id: 'clerk', role: 'clerk' },
    );
    await give(`case-c${i}`, 'ConcludeReview', { conclusion: '符合' }, { id: 'a', role: 'reviewer' });
    await give(`case-c${i}`, 'GrantQualification', {}, { id: 'd', role: 'decision-maker' });
    await simulation.engine.caughtUp();
    expect((await simulation.engine.load(`case-c${i}`)).state).toMatchObject({ certificateNumber: `26282034000${i + 1}` });
  }
});

test('time passes in order, every deadline at its own instant', async () => {
  await submit('c1', {});
  await simulation.advanceTo(time('2026-12-01T00:00:00'));
  const events = await simulation.engine.store.readStream('case-c1');
  expect(events.map(({ type, recordedAt }) => [type, recordedAt])).toEqual([
    ['ApplicationReceived', time('2026-03-02T10:00:00')],
    ['ApplicationDeemedAccepted', time('2026-03-10T00:00:00')],
    ['TimeLimitBreached', time('2026-04-15T00:00:00')],
  ]);
  expect(simulation.clock.now()).toBe(time('2026-12-01T00:00:00'));
});

describe('clocks', () => {
  test('a simulated one never runs backwards', () => {
    expect(() => new SimulatedClock(time('2026-03-02T10:00:00')).set(time('2026-03-02T09:59:59'))).toThrow(RangeError);
  });

  test('a borrowed one is given back', () => {
    const [mine, other] = [new SimulatedClock(time('2026-03-02T10:00:00')), new SimulatedClock(time('2020-01-01T00:00:00'))];
    const clock = new SwitchableClock(mine);
    const back = clock.use(other);
    expect(clock.now()).toBe(other.now());
    back();
    expect(clock.now()).toBe(mine.now());
  });
});

describe('at boot', () => {
  test('every command has one owner; two are a fault', () => {
    const deciders = decidersUnder(law);
    expect(commandOwners(deciders).get('GrantQualification')).toBe('case');
    expect(() => commandOwners({ ...deciders, copy: decidersUnder(law)['case'] as never })).toThrow(
      'has two handlers: case and copy',
    );
  });

  test('law that cannot be read is named with its file and place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'one-window-law-'));
    try {
      writeFileSync(join(folder, 'CMA-1.json'), '{');
      expect(() => loadLaw({ ...shippedLaw(), policy: folder })).toThrow(/^CMA-1\.json: \$: not JSON/);
      writeFileSync(join(folder, 'CMA-1.json'), '{}');
      expect(() => loadLaw({ ...shippedLaw(), policy: folder })).toThrow(/^CMA-1\.json: \$\./);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('the same command always opens the same case, under an id that can be read out', () => {
  const ids = Array.from({ length: 500 }, (_, i) => caseIdFor(uuidv5(NAMESPACE, String(i))));
  expect(ids.every((id) => CASE_ID.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(500);
  expect(caseIdFor(uuidv5(NAMESPACE, '0'))).toBe(ids[0]);
});

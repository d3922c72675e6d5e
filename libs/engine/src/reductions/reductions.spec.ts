import { instant, localDate } from '#kernel';
import { type SimulatedClock, type Engine } from '../index.js';
import {
  closeAll,
  certify,
  clerk,
  fileOf,
  give,
  NAME,
  NUMBER,
  OLD_NAME,
  ON_THE_SPOT,
  OTHER_NUMBER,
  share,
  simulate,
  submit,
  types,
  USCC,
} from './reductions.testing.js';

afterEach(closeAll);

describe('the embedded register', () => {
  test('with the notice of the registrar in it a change of name is decided on the spot, and the certificate amended', async () => {
    const engine = simulate();
    await certify(engine);
    await share(engine, 'M02');
    await share(engine, 'M19', { attests: { name: NAME } });
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(ON_THE_SPOT);
    const { machineDecision, waivedMaterials } = await fileOf(engine);
    expect(machineDecision?.facts).toMatchObject([{ material: 'M19', source: 'shared-register', reference: 'M19 号' }]);
    expect(waivedMaterials?.map(({ material }) => material)).toEqual(['M02', 'M18', 'M19']);
    expect((await engine.load(`certificate-${NUMBER}`)).state).toMatchObject({ holder: { name: NAME } });
  });

  test('with nothing in it nothing is stored: the case waits for a person', async () => {
    const engine = simulate();
    await certify(engine);
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(['ApplicationReceived']);
  });

  test.each([
    ['another name', { attests: { name: OLD_NAME } }],
    ['a day that is over', { attests: { name: NAME }, validUntil: localDate('2026-03-01') }],
  ])('a notice with %s decides nothing', async (_what, more) => {
    const engine = simulate();
    await certify(engine);
    await share(engine, 'M02');
    await share(engine, 'M19', more);
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
  });

  test('what applicants handed in themselves is confirmed all the same, and not called waived', async () => {
    const engine = simulate();
    await certify(engine);
    await share(engine, 'M19', { attests: { name: NAME } });
    const materials = ['M01', 'M02', 'M13', 'M19'].map((material) => ({ material }));
    await submit(engine, 'c1', 'CHG_NAME', { materials });
    expect(await types(engine)).toEqual(ON_THE_SPOT);
    expect((await fileOf(engine)).waivedMaterials?.map(({ material }) => material)).toEqual(['M18']);
  });
});

describe('what an earlier case brought', () => {
  const NEXT_YEAR = instant('2027-03-02T10:00:00+08:00');
  const cases = ['old'];

  async function earlier(withM02: boolean, name = NAME, validTo = '2028-05-31'): Promise<Engine> {
    const engine = simulate({ casesOf: (uscc) => Promise.resolve(uscc === USCC ? [...cases, 'now'] : []) });
    await certify(engine, NUMBER, validTo);
    await certify(engine, OTHER_NUMBER);
    const registered = { uscc: USCC, name: NAME, source: '营业执照' };
    const register = () => give(engine, `institution-${USCC}`, 'RegisterFacts', registered, clerk);
    if (name === NAME) await register();
    const list = ['M01', 'M05', 'M13', ...(withM02 ? ['M02'] : [])].map((material) => ({ material }));
    const institution = { uscc: USCC, name, address: '示例路1号' };
    await submit(engine, 'old', 'CHG_LEGAL_NATURE', {
      changes: { legalNature: '企业法人' },
      institution,
      materials: list.filter(({ material }) => material !== 'M05'),
    });
    await give(engine, 'case-old', 'AcceptApplication', {}, clerk);
    await give(engine, 'case-old', 'GrantQualification', {}, { id: 'd', role: 'decision-maker' });
    expect(await engine.caughtUp(5000)).toBe(true);
    if (name !== NAME) await register();
    (engine.clock as SimulatedClock).set(NEXT_YEAR);
    await submit(engine, 'now', 'SCOPE_EXT', { certificate: { number: OTHER_NUMBER } });
    await types(engine, 'now');
    return engine;
  }

  test('is not asked for again while the certificate of that case is valid', async () => {
    const engine = await earlier(true);
    const { reductions = [], waivedMaterials = [] } = await fileOf(engine, 'now');
    expect(reductions.find(({ rule }) => rule === 'held-from-an-earlier-case')?.after).toContain('old');
    expect(waivedMaterials[0]).toMatchObject({ material: 'M02', source: 'earlier-cases', validUntil: '2028-05-31' });
  });

  test.each<[string, boolean, string, string]>([
    ['was not brought', false, NAME, '2028-05-31'],
    ['was brought under another name', true, OLD_NAME, '2028-05-31'],
    ['belongs to a certificate that has expired', true, NAME, '2027-03-01'],
  ])('does not help where it %s', async (_what, withM02, name, validTo) => {
    const engine = await earlier(withM02, name, validTo);
    expect(await types(engine, 'now')).toEqual(['ApplicationReceived']);
  });
});

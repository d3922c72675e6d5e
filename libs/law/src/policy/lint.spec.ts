import { readdirSync, readFileSync } from 'node:fs';
import { createPolicyBook, lintPack, parsePolicyPack, type LimitRule, type PolicyPack } from './index.js';

const FOLDER = new URL('../../data/policy/packs/', import.meta.url);
const packs = readdirSync(FOLDER).map((name) => parsePolicyPack(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')), name));
const CMA = packs.find(({ policy, version }) => policy === 'CMA-2021' && version === 2) as PolicyPack;

/** What is found in CMA-2021 with something changed; nothing of this passes by the schema alone. */
function found(change: Partial<PolicyPack>): string[] {
  const pack = { ...CMA, ...change } as PolicyPack;
  const book = createPolicyBook([...packs.filter(({ policy }) => policy !== 'CMA-2021'), pack]);
  return lintPack(pack, book)
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}
const limits = (id: string, change: Partial<LimitRule>): Partial<PolicyPack> => ({
  limits: CMA.limits.map((limit) => (limit.id === id ? { ...limit, ...change } : limit)),
});
const at = (id: string): string => `$.limits[${CMA.limits.findIndex((limit) => limit.id === id)}]`;
const BEFORE = found({});

test.each(packs.map((pack) => [pack.policy, pack] as const))('%s as shipped has no error', (_name, pack) => {
  const findings = lintPack(pack, createPolicyBook(packs));
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const { zh, en } of findings) expect([zh, en]).not.toContain('');
});

test.each<[string, Partial<PolicyPack>, string]>([
  ['a basis of blanks', limits('T11', { basis: [' '] }), `error basis-missing ${at('T11')}.basis`],
  ['no source', limits('T11', { source: ' ' }), `error basis-missing ${at('T11')}.source`],
  ['no mark', limits('T11', { verified: 'sure' as never }), `error basis-missing ${at('T11')}.verified`],
  [
    'a value without basis',
    { values: { ...CMA.values, feeYuan: { ...CMA.values.feeYuan, basis: [] } } } as Partial<PolicyPack>,
    'error basis-missing $.values.feeYuan.basis',
  ],
  [
    'a material without basis',
    { materials: CMA.materials.map((one, i) => (i === 0 ? { ...one, basis: [] } : one)) },
    'error basis-missing $.materials[0].basis',
  ],
  ['silence that grants a licence', limits('T22', { onExpiry: 'deem-accepted' }), `error silence-grants ${at('T22')}.onExpiry`],
  ['silence that renews anything', limits('T23', { onExpiry: 'deem-renewed' }), `error silence-grants ${at('T23')}.onExpiry`],
  ['an effect nobody knows', limits('T22', { onExpiry: 'deem-granted' as never }), `error silence-grants ${at('T22')}.onExpiry`],
  ['an unknown event', limits('T22', { stop: ['Decided'] }), `error event-unknown ${at('T22')}.stop[0]`],
  [
    'a promise longer than the law',
    limits('T22', { promise: { n: 12, basis: ['甲'], source: '乙', verified: 'memory' } }),
    `error promise-longer ${at('T22')}.promise.n`,
  ],
  [
    'a promise without basis',
    limits('T22', { promise: { n: 8, basis: [], source: '乙', verified: 'memory' } }),
    `error basis-missing ${at('T22')}.promise.basis`,
  ],
  [
    'a kind that nobody has to handle in time',
    { limits: CMA.limits.map((limit) => ({ ...limit, tracked: false })) },
    'error kind-without-limit $.kinds[0]',
  ],
  [
    'a material that nobody asks for',
    { materials: CMA.materials.map((one, i) => (i === 0 ? { ...one, required: {} } : one)) },
    'warning material-unasked $.materials[0].required',
  ],
  [
    'a step without limit',
    { steps: (CMA.steps ?? []).map((step) => (step.id === 'accept' ? { ...step, limits: [] } : step)) },
    `warning step-without-limit $.steps[${(CMA.steps ?? []).findIndex(({ id }) => id === 'accept')}].limits`,
  ],
  ['days without law', { effectiveTo: '2030-12-31' as never }, 'warning day-without-law $.effectiveTo'],
])('%s is found', (_what, change, finding) => {
  expect(BEFORE).not.toContain(finding);
  expect(found(change)).toContain(finding);
});

test('a value that is not yet checked against its source is told, and stops nothing', () => {
  const findings = lintPack(CMA, createPolicyBook(packs)).filter(({ rule }) => rule === 'unverified');
  expect(findings.length).toBeGreaterThan(0);
  expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['info']));
});

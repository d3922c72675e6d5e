import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv5 } from '#event-store';
import { ENGINE, instant, isRejection, localDate, type Actor } from '#kernel';
import { createSimulation, loadLaw, projectRoot, EVENT_DEFINITIONS } from './index.js';

const law = loadLaw();
const NS = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';
const BODIES = {
  a: { uscc: '91620102MA7ABCD12B', name: '兰州示例环境检测有限公司（虚构）', address: '甘肃省兰州市城关区示例路1号', legalRepresentative: '赵一', contactPhone: '0931-0000001' },
  b: { uscc: '12620000438012348J', name: '甘肃示例产品质量检验所（虚构）' },
  c: { uscc: '52620500501234569M', name: '天水示例检测中心（虚构）' },
};
const people: Record<string, Actor> = {
  clerk: { id: 'clerk-1', role: 'clerk' },
  clerk2: { id: 'clerk-2', role: 'clerk', actingFor: 'clerk-1' },
  reviewer: { id: 'reviewer-1', role: 'reviewer' },
  reviewer2: { id: 'reviewer-2', role: 'reviewer' },
  decide: { id: 'decision-maker-1', role: 'decision-maker' },
  head: { id: 'head-1', role: 'head' },
  supervisor: { id: 'supervisor-1', role: 'supervisor' },
  engine: ENGINE,
};
const TEAM = [{ id: 'reviewer-1', name: '钱二', leader: true }, { id: 'expert-7', name: '孙三' }];
const sha = (t: string) => createHash('sha256').update(t).digest('hex');
const materials = (kind: any, day: string) =>
  law.policies.findInForce(localDate(day))!.materialsFor(kind).filter((m) => m.requirement === 'M').map((m) => ({ material: m.id, fileName: `${m.zh.slice(0, 12)}.pdf`, sha256: sha(m.id), bytes: 120_000 + Number(m.id.slice(1)) }));

test('generate', async () => {
  const simulation = createSimulation(law, instant('2025-08-01T09:00:00+08:00'));
  const { engine } = simulation;
  let n = 0;
  const plan: [string, () => Promise<void>][] = [];
  const give = (at: string, stream: string, who: Actor, type: string, data: any) => { plan.push([at, () => run(at, stream, who, type, typeof data === 'function' ? data() : data)]); };
  const run = async (at: string, stream: string, who: Actor, type: string, data: object) => {
    await simulation.advanceTo(instant(`${at}+08:00`));
    const answer = await engine.execute({ commandId: uuidv5(NS, `command ${n++}`), stream, command: { type, data }, actor: who });
    if (isRejection(answer)) throw new Error(`${at} ${type} ${stream}: ${answer.code} ${answer.en}`);
    await engine.caughtUp(5000);
  };
  const submit = (at: string, id: string, body: any, kind: string, more: any = {}) =>
    give(at, `case-${id}`, { id: `applicant-${body.uscc.slice(-4)}`, role: 'applicant', uscc: body.uscc }, 'SubmitApplication', () => ({
      caseId: id, kind, procedure: 'GENERAL', institution: body, affectsConditions: false, field: '12', sector: '05', materials: materials(kind, at.slice(0, 10)), ...(typeof more === 'function' ? more() : more),
    }));
  const by = (id: string) => (at: string, who: string | Actor, type: string, data: object = {}) => give(at, `case-${id}`, typeof who === 'string' ? people[who]! : who, type, data);
  const app = (body: any): Actor => ({ id: `applicant-${body.uscc.slice(-4)}`, role: 'applicant', uscc: body.uscc });
  const register = (number: string, body: any, validTo: string) =>
    give('2025-08-01T09:00:00', `certificate-${number}`, { id: 'admin-1', role: 'admin' }, 'RegisterCertificate', { number, holder: { uscc: body.uscc, name: body.name }, field: '12', issuedOn: localDate('2019-12-31'), validTo: localDate(validTo) });
  await register('192812050011', BODIES.b, '2025-12-31');
  await register('192820340012', BODIES.c, '2025-12-20');
  await give('2025-08-04T09:10:00', `institution-${BODIES.c.uscc}`, people.supervisor!, 'RecordStanding', { uscc: BODIES.c.uscc, breachInLastTerm: true, badCreditList: false, punishedWithin2Years: true, source: '甘市监处罚〔2025〕12号（虚构）' });
  // a first application with every detour
  const A = by('2A5T-7K3F-9QXM');
  await submit('2025-08-04T10:00:00', '2A5T-7K3F-9QXM', BODIES.a, 'INITIAL');
  // b renewal on paper
  const B = by('3B6V-8M4G-0RYN');
  await submit('2025-08-05T10:00:00', '3B6V-8M4G-0RYN', BODIES.b, 'RENEWAL', { certificate: { number: '192812050011' } });
  // c renewal never decided
  const C = by('4C7W-9N5H-1SZP');
  await submit('2025-08-05T11:00:00', '4C7W-9N5H-1SZP', BODIES.c, 'RENEWAL', { certificate: { number: '192820340012' } });
  await A('2025-08-06T15:00:00', 'clerk', 'RequestCorrection', { items: [{ material: 'M10', reason: '缺少水质类典型检验检测报告' }, { material: 'M08', reason: '劳动关系证明缺页' }], respondWithinWorkingDays: 10 });
  await B('2025-08-07T09:00:00', 'clerk2', 'AcceptApplication');
  await B('2025-08-08T09:00:00', 'reviewer', 'ClaimDocumentReview');
  await B('2025-08-08T17:00:00', 'reviewer', 'ReleaseDocumentReview');
  await B('2025-08-11T09:00:00', 'reviewer2', 'ClaimDocumentReview');
  await A('2025-08-12T15:30:00', app(BODIES.a), 'SupplyCorrection', { items: [{ material: 'M10', fileName: '典型报告.pdf', sha256: sha('M10b'), bytes: 99_001 }, { material: 'M08', fileName: '劳动关系证明.pdf', sha256: sha('M08b'), bytes: 50_002 }] });
  await B('2025-08-13T10:00:00', 'reviewer2', 'PassDocumentReview', { findings: '材料齐全，上一许可周期内无违法违规行为' });
  // C: silence at the window -> deemed accepted 2025-08-12
  await A('2025-08-14T09:00:00', 'clerk', 'AcceptApplication');
  await C('2025-08-15T09:00:00', 'clerk', 'CommissionReview', { team: TEAM });
  await C('2025-08-20T09:00:00', 'reviewer', 'OrderRectification', { withinWorkingDays: 5, items: ['2.11.1 设备未独立支配'] });
  await A('2025-08-20T10:00:00', 'clerk', 'CommissionReview', { form: 'ON_SITE', team: TEAM });
  await B('2025-08-21T10:00:00', 'head', 'ExtendDecision', { reason: '需核实分支机构情况' });
  await A('2025-08-25T10:00:00', 'reviewer', 'PostponeReview', { reason: '申请人场所停电检修' });
  await B('2025-09-02T10:00:00', 'decide', 'GrantQualification', { note: '同意延续' });
  await A('2025-09-03T10:00:00', 'reviewer', 'ResumeReview');
  await B('2025-09-05T10:00:00', 'clerk', 'DeliverCertificate');
  await A('2025-09-08T10:00:00', 'reviewer', 'OrderRectification', { withinWorkingDays: 20, items: ['2.10.1 场所平面图与实际不符', '2.12.4 方法验证记录不全'] });
  await A('2025-09-16T10:00:00', app(BODIES.a), 'SubmitRectification', { note: '整改报告及证明材料见附件' });
  await A('2025-09-18T10:00:00', 'reviewer', 'VerifyRectification', { passed: true });
  await A('2025-09-19T10:00:00', 'reviewer', 'ConcludeReview', { conclusion: '符合' });
  await A('2025-09-24T10:00:00', 'decide', 'GrantQualification', { note: '同意发证' });
  await A('2025-09-26T10:00:00', 'clerk', 'DeliverCertificate');
  const number = { number: '252812050001' };
  // declined, withdrawn, deemed withdrawn, failed, on-site ordered, refused, amended, cancelled
  await submit('2025-10-09T10:00:00', '5D8X-0P6J-2T0Q', BODIES.b, 'SCOPE_EXT', { certificate: { number: '192812050011' } });
  await by('5D8X-0P6J-2T0Q')('2025-10-10T10:00:00', 'clerk', 'DeclineApplication', { reasons: ['申请扩项的项目不属于资质认定事项清单范围'] });
  await submit('2025-10-13T10:00:00', '6E9Y-1Q7K-3V1R', BODIES.b, 'CHG_SITE', { certificate: { number: '192812050011' }, affectsConditions: true });
  await by('6E9Y-1Q7K-3V1R')('2025-10-14T10:00:00', app(BODIES.b), 'WithdrawApplication', { reason: '搬迁计划推迟' });
  await submit('2025-10-15T10:00:00', '7F0Z-2R8M-4W2S', BODIES.b, 'CHG_SIGNATORY', { certificate: { number: '192812050011' } });
  await by('7F0Z-2R8M-4W2S')('2025-10-16T10:00:00', 'clerk', 'RequestCorrection', { items: [{ material: 'M07', reason: '授权签字人职称证明缺失' }], respondWithinWorkingDays: 5 });
  await submit('2025-10-27T10:00:00', '8G1A-3S9N-5X3T', BODIES.b, 'CHG_STANDARD', { certificate: { number: '192812050011' } });
  await by('8G1A-3S9N-5X3T')('2025-10-28T10:00:00', 'clerk', 'AcceptApplication');
  await by('8G1A-3S9N-5X3T')('2025-10-30T10:00:00', 'reviewer', 'FailDocumentReview', { reasons: ['标准变更涉及检验检测能力的实质性变化'] });
  await by('8G1A-3S9N-5X3T')('2025-11-04T10:00:00', 'decide', 'RefuseQualification', { reasons: ['标准变更涉及能力变化，应按扩项申请'] });
  await submit('2025-11-05T10:00:00', '9H2B-4T0P-6Y4V', BODIES.b, 'CHG_SIGNATORY', { certificate: { number: '192812050011' } });
  await by('9H2B-4T0P-6Y4V')('2025-11-06T10:00:00', 'clerk', 'AcceptApplication');
  await by('9H2B-4T0P-6Y4V')('2025-11-07T10:00:00', 'reviewer', 'OrderOnSiteReview', { reason: '书面材料与公示信息不一致' });
  await submit('2025-11-10T10:00:00', 'AJ3C-5V1Q-7Z5W', BODIES.a, 'CHG_NAME', { certificate: { number: number.number }, institution: { ...BODIES.a, name: '甘肃示例环境检测集团有限公司（虚构）' } });
  const E1 = by('AJ3C-5V1Q-7Z5W');
  await E1('2025-11-11T10:00:00', 'clerk', 'AcceptApplication');
  await E1('2025-11-12T10:00:00', 'decide', 'GrantQualification');
  await E1('2025-11-13T10:00:00', 'clerk', 'DeliverCertificate');
  await submit('2025-12-01T10:00:00', 'BK4D-6W2R-8A6X', BODIES.a, 'CANCEL', { certificate: { number: number.number } });
  const F1 = by('BK4D-6W2R-8A6X');
  await F1('2025-12-02T10:00:00', 'clerk', 'AcceptApplication');
  await F1('2025-12-03T10:00:00', 'decide', 'GrantQualification');
  for (const [, step] of plan.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))) await step();
  await simulation.advanceTo(instant('2026-01-15T00:00:00+08:00'));
  const all = await engine.store.readAll(undefined, 10_000);
  const types = new Map<string, any>();
  for (const e of all) {
    const known = types.get(e.type);
    if (known === undefined || JSON.stringify(e.data).length > JSON.stringify(known.data).length) types.set(e.type, e);
  }
  const missing = EVENT_DEFINITIONS.filter(({ type }) => !types.has(type)).map(({ type }) => type);
  console.log('missing', missing, 'events', all.length, [...new Set(all.map((e) => e.stream))].length);
  const dir = join(projectRoot(), 'libs/engine/fixtures');
  const frozen: Record<string, string> = {};
  for (const { type, version } of EVENT_DEFINITIONS) {
    const e = types.get(type);
    if (!e) continue;
    const text = `${JSON.stringify(e.data, null, 2)}\n`;
    writeFileSync(join(dir, `${type}.v${version}.json`), text);
    frozen[`${type}.v${version}.json`] = sha(text);
  }
  writeFileSync(join(dir, 'frozen.json'), `${JSON.stringify(frozen, null, 2)}\n`);
  const log = all.map((e) => JSON.stringify(e)).join(',\n');
  writeFileSync(join(projectRoot(), 'libs/engine/replay/fixtures/sample-log.v1.json'), `[\n${log}\n]\n`);
  for (const s of new Set(all.map((e) => e.stream))) { const st = (await engine.load(s)).state as any; console.log(s, st.status ?? JSON.stringify(st)); }
  await engine.close();
});

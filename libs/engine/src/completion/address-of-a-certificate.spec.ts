import { uuidv5 } from '#event-store';
import type { Certificate } from '#issuance';
import { addMonths, ENGINE, instant, isRejection, localDate, type Actor } from '#kernel';
import { createSimulation, loadLaw, type Simulation } from '../index.js';

const NAMESPACE = '4b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c15';
const USCC = '91620102MA7ABCD12B';
const NUMBER = '202820340001';
const ADDRESS = '兰州市七里河区示例路2号（虚构）';
const VALID_TO = localDate('2026-12-31');
const supervisor: Actor = { id: 'supervisor', role: 'supervisor' };
const law = loadLaw();

const made = { number: NUMBER, field: '20', issuedOn: localDate('2020-12-31'), validTo: VALID_TO };
const holder = { uscc: USCC, name: '示例检测有限公司（虚构）' };
const amended = { number: NUMBER, caseId: 'c1', change: 'CHG_NAME', changes: { name: '示例检测集团有限公司（虚构）' } };
const moved = { ...amended, change: 'CHG_ADDR_NAME', changes: { addressName: '新示例路2号' } };
const renewed = { number: NUMBER, caseId: 'c1', validTo: addMonths(VALID_TO, 72), deemed: false };

let commands = 0;
async function give({ engine }: Simulation, stream: string, type: string, data: object, actor = ENGINE): Promise<void> {
  commands += 1;
  const answer = await engine.execute({ commandId: uuidv5(NAMESPACE, String(commands)), stream, command: { type, data }, actor });
  if (isRejection(answer)) throw new Error(answer.code);
}

describe('办法15: a certificate that is made out anew says the address of its body', () => {
  test.each<[string, object, string, object, string | undefined]>([
    ['that of the record, where it was taken over without one', { address: ADDRESS }, 'AmendCertificate', amended, ADDRESS],
    ['so does a renewed one', { address: ADDRESS }, 'RenewCertificate', renewed, ADDRESS],
    ['what is changed goes first', { address: ADDRESS }, 'AmendCertificate', moved, '新示例路2号'],
    ['none, where none is on record', {}, 'AmendCertificate', amended, undefined],
  ])('%s', async (_what, facts, type, data, address) => {
    const simulation = createSimulation(law, instant('2026-03-02T10:00:00+08:00'));
    await give(simulation, `certificate-${NUMBER}`, 'RegisterCertificate', { ...made, holder });
    const registered = { uscc: USCC, name: holder.name, source: '营业执照', ...facts };
    await give(simulation, `institution-${USCC}`, 'RegisterFacts', registered, supervisor);
    await give(simulation, `certificate-${NUMBER}`, type, data);
    const { state } = await simulation.engine.load(`certificate-${NUMBER}`);
    expect((state as Certificate).holder.address).toBe(address);
  });

  test('its own stays where it has one', async () => {
    const simulation = createSimulation(law, instant('2026-03-02T10:00:00+08:00'));
    await give(simulation, `certificate-${NUMBER}`, 'RegisterCertificate', { ...made, holder: { ...holder, address: '甲' } });
    const registered = { uscc: USCC, name: holder.name, source: '营业执照', address: ADDRESS };
    await give(simulation, `institution-${USCC}`, 'RegisterFacts', registered, supervisor);
    await give(simulation, `certificate-${NUMBER}`, 'RenewCertificate', renewed);
    expect((await simulation.engine.load(`certificate-${NUMBER}`)).state).toMatchObject({ holder: { address: '甲' } });
  });
});

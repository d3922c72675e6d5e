import type { ScopeItem } from '#case';
import { ENGINE, instant, isRejection, localDate, type Actor, type Dated } from '#kernel';
import { law } from '../../case/src/given.testing.js';
import {
  certificateDecider,
  type Certificate,
  type CertificateCommandName,
  type CertificateCommands,
  type CertificateEvent,
  type CertificateState,
} from './index.js';

const decider = certificateDecider(law);
const number = '202820340001';
const supervisor: Actor = { id: 'supervisor', role: 'supervisor' };
const decisionMaker: Actor = { id: 'decision-maker', role: 'decision-maker' };
const now = instant('2026-03-02T10:00:00+08:00');
const item = (name: string, standard = 'GB/T 5750.4-2023'): ScopeItem => ({ category: '水', name, standard });
const [HARDNESS, TURBIDITY] = ['1 水 总硬度 GB/T 5750.4-2023', '2 水 浑浊度 GB/T 5750.4-2023'];

/** A certificate after commands, or after events as they were stored. */
class Life {
  state: CertificateState = decider.initial;
  readonly events: CertificateEvent[] = [];

  constructor(scopeItems?: readonly ScopeItem[]) {
    this.give('RegisterCertificate', {
      ...{ number, holder: { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）' }, field: '20' },
      ...{ issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') },
      ...(scopeItems === undefined ? {} : { scopeItems }),
    });
  }

  give<T extends CertificateCommandName>(type: T, data: CertificateCommands[T], actor: Actor = ENGINE): this {
    const decision = decider.decide({ type, data } as never, this.state, { now, actor });
    if (isRejection(decision)) throw new Error(decision.code);
    for (const { type: event, data: told } of decision) this.stored(event, told, actor);
    return this;
  }

  stored(type: string, data: object, actor: Actor = ENGINE): this {
    const event = { type, data, recordedAt: now, effectiveAt: now, actor } as unknown as Dated<CertificateEvent>;
    this.events.push(event);
    this.state = decider.evolve(this.state, event);
    return this;
  }

  revokes(items: readonly string[]) {
    const data = { scope: 'items', items, reasons: ['设备不具备'] } as const;
    return decider.decide({ type: 'RevokeCertificate', data }, this.state, { now, actor: decisionMaker });
  }

  amend(caseId: string, change: string, more: Partial<CertificateCommands['AmendCertificate']>): this {
    return this.give('AmendCertificate', { number, caseId, change, ...more });
  }

  investigate(...items: string[]): this {
    this.give('OpenRevocation', { ground: 'other-by-law', source: '监督检查', scope: 'items', items }, supervisor);
    return this.give('RecordStatement', { statement: '已改正' }, { id: 'c', role: 'clerk' });
  }

  get certificate(): Certificate {
    if (this.state.status === 'NONE') throw new Error('no certificate');
    return this.state;
  }
}
const withRows = () => new Life([item('总硬度'), item('浑浊度')]);

describe('办法15: what is told of rows holds when they are gone', () => {
  test('an investigation and its decision', () => {
    const life = withRows().investigate('1');
    expect(life.certificate.investigations?.open?.proposed).toMatchObject({ items: [HARDNESS], rows: [1] });
    life.give('RevokeCertificate', { scope: 'items', items: ['1'], reasons: ['设备不具备'] }, decisionMaker);
    expect(life.events.at(-1)).toMatchObject({ type: 'CertificateRevoked', data: { items: [HARDNESS], rows: [1] } });
    expect(life.certificate).toMatchObject({ revokedItems: [HARDNESS], revoked: [{ items: [HARDNESS] }], annex: { lastRow: 2 } });
  });

  test('events that named the bare row read in words as well', () => {
    const remedies = { reconsideration: '甲', litigation: '乙' };
    const life = withRows()
      .stored('RevocationOpened', {
        ground: 'other-by-law',
        source: '检查',
        scope: 'items',
        items: ['2'],
        number,
        policy: 'CMA-2021/2',
      })
      .stored('CertificateRevoked', {
        number,
        ground: 'other-by-law',
        scope: 'items',
        items: ['2'],
        rows: [2],
        fraud: false,
        remedies,
      })
      .stored('CertificateAmended', {
        ...{ number, caseId: 'c2', change: 'CHG_DROP_ITEMS', holderName: '示例', changes: { droppedItems: ['1'] } },
        annex: { dropped: [1] },
      });
    expect(life.certificate).toMatchObject({
      revokedItems: [TURBIDITY],
      facts: { droppedItems: [HARDNESS] },
      annex: { rows: [] },
    });
  });

  test('a change, until what it dropped is granted again', () => {
    const life = withRows().amend('c2', 'CHG_DROP_ITEMS', { changes: { droppedItems: ['1', '浑浊度'] } });
    expect(life.events.at(-1)).toMatchObject({
      data: { changes: { droppedItems: [HARDNESS, TURBIDITY] }, annex: { dropped: [1, 2] } },
    });
    expect(life.certificate.facts?.droppedItems).toEqual([HARDNESS, TURBIDITY]);
    life.amend('c3', 'SCOPE_EXT', { scopeItems: [item('浑浊度'), item('总硬度', 'HJ 1-2026')] });
    expect(life.certificate.facts?.droppedItems).toEqual([HARDNESS]);
    expect(life.amend('c4', 'SCOPE_EXT', { scopeItems: [item('总硬度')] }).certificate.facts).toEqual({});
    // Of a certificate without rows a name is all there is.
    const older = new Life().amend('c5', 'CHG_DROP_ITEMS', { changes: { droppedItems: ['总硬度', '水分'] } });
    expect(older.amend('c6', 'SCOPE_EXT', { scopeItems: [item('总硬度')] }).certificate.facts?.droppedItems).toEqual(['水分']);
  });

  test('a row told in words is still meant after its standard was replaced', () => {
    const standards = [{ from: 'GB/T 5750.4-2023', to: 'GB/T 5750.4-2030' }];
    const life = withRows()
      .amend('c2', 'CHG_STANDARD', { changes: { standards } })
      .amend('c3', 'CHG_DROP_ITEMS', { changes: { droppedItems: [HARDNESS, '2 水 浑浊度值 GB/T 5750.4-2023'] } });
    expect(life.events.at(-1)).toMatchObject({
      data: { annex: { dropped: [1], unmatched: ['2 水 浑浊度值 GB/T 5750.4-2023'] } },
    });
  });
});

describe('程序暂行规定44: nothing beyond what was told', () => {
  test.each([
    ['the name of the row', ['总硬度'], undefined],
    ['the row in words', [HARDNESS], undefined],
    ['another row', ['浑浊度'], 'beyond-proposal'],
    ['both', ['1', '2'], 'beyond-proposal'],
    ['nothing on the certificate', ['氨氮'], 'item-not-on-certificate'],
  ])('of a complete annex by its rows: %s', (_, items, code) => {
    const decision = withRows().investigate('1').revokes(items);
    expect(isRejection(decision) ? decision.code : undefined).toBe(code);
  });

  test('of any other by what was said', () => {
    const life = new Life().investigate('水质');
    expect(life.revokes(['水质'])).toMatchObject([{ type: 'CertificateRevoked', data: { items: ['水质'] } }]);
    expect(life.revokes(['土壤'])).toMatchObject({ code: 'beyond-proposal', allowed: expect.arrayContaining(['水质']) });
  });
});

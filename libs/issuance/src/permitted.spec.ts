import { ENGINE, instant, isRejection, localDate, ROLES, type Actor, type Instant } from '#kernel';
import { law } from '../../case/src/given.testing.js';
import {
  certificateCommands,
  certificateDecider,
  permittedOnCertificate,
  type CertificateCommand,
  type CertificateCommandName,
  type CertificateCommands,
  type CertificateState,
} from './index.js';

const decider = certificateDecider(law);
const time = (text: string): Instant => instant(`${text}T10:00:00+08:00`);
const NUMBER = '202820340001';
const HOLDER = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）' };
const person = (role: Actor['role'], id: string = role): Actor =>
  role === 'applicant' ? { id, role, uscc: HOLDER.uscc } : { id, role };
const TERM = { number: NUMBER, holder: HOLDER, field: '20', issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') };

const PAYLOADS: { readonly [T in CertificateCommandName]?: CertificateCommands[T] } = {
  OpenRevocation: { ground: 'fraud', source: '乙' },
  SuspendRevocation: { reason: '听证' },
  ResumeRevocation: {},
  ExtendRevocation: { reason: '案情复杂' },
  RecordStatement: { statement: '陈述' },
  RevokeCertificate: { scope: 'whole', publicSafety: false, reasons: ['查证属实'] },
  CloseRevocation: { reasons: ['查无实据'] },
};
const NAMES = Object.keys(PAYLOADS) as CertificateCommandName[];
const commandOf = (name: CertificateCommandName) => ({ type: name, data: PAYLOADS[name] }) as CertificateCommand;

type Step = readonly [day: string, command: CertificateCommand, by: Actor];
const after = (...steps: readonly Step[]): CertificateState =>
  ([['2026-03-02', { type: 'RegisterCertificate', data: TERM }, ENGINE], ...steps] as readonly Step[]).reduce(
    (state, [day, command, actor]) => {
      const decision = decider.decide(command, state, { now: time(day), actor });
      if (isRejection(decision)) throw new Error(`${command.type}: ${decision.code}`);
      return decision.reduce(
        (before, event) =>
          decider.evolve(before, { actor, ...event, recordedAt: time(day), effectiveAt: event.effectiveAt ?? time(day) }),
        state,
      );
    },
    decider.initial,
  );
const step = (day: string, name: CertificateCommandName, by: Actor): Step => [day, commandOf(name), by];

const found = { type: 'OpenRevocation', data: { ground: 'fraud', source: '甲' } } as const;
const opened: Step = ['2026-03-03', found, person('supervisor', 'opener')];
const stated = step('2026-03-04', 'RecordStatement', person('applicant'));
const suspended = step('2026-03-05', 'SuspendRevocation', person('head'));
const STATES: Readonly<Record<string, CertificateState>> = {
  valid: after(),
  'waiting for the statement': after(opened),
  stated: after(opened, stated),
  'standing still': after(opened, stated, suspended),
  extended: after(opened, stated, step('2026-03-05', 'ExtendRevocation', person('head'))),
  closed: after(opened, stated, step('2026-03-06', 'CloseRevocation', person('decision-maker'))),
  revoked: after(opened, stated, step('2026-03-06', 'RevokeCertificate', person('decision-maker'))),
};
const PEOPLE: readonly Actor[] = [
  ...ROLES.filter((role) => role !== 'engine').map((role) => person(role)),
  { id: 'stranger', role: 'applicant', uscc: '12620000438012348J' },
  person('decision-maker', 'opener'),
];

describe.each(Object.entries(STATES))('a certificate that is %s', (_what, state) => {
  test.each(PEOPLE.map((actor) => [`${actor.role} ${actor.id}`, actor] as const))(
    'offers %s just what is not refused',
    (_who, actor) => {
      const accepted = NAMES.filter(
        (name) => !isRejection(decider.decide(commandOf(name), state, { now: time('2026-03-06'), actor })),
      );
      expect(permittedOnCertificate(state, actor, law)).toEqual(
        (Object.keys(certificateCommands) as CertificateCommandName[]).filter((name) => accepted.includes(name)),
      );
    },
  );
});

test('what is offered while the holder is heard, and afterwards', () => {
  const offered = (what: string, actor: Actor) => permittedOnCertificate(STATES[what] as CertificateState, actor, law);
  expect(offered('valid', person('supervisor'))).toEqual(['OpenRevocation']);
  expect(offered('waiting for the statement', person('applicant'))).toEqual(['RecordStatement']);
  expect(offered('waiting for the statement', person('decision-maker'))).toEqual(['SuspendRevocation', 'CloseRevocation']);
  expect(offered('stated', person('decision-maker', 'opener'))).toEqual(['SuspendRevocation']);
  expect(offered('stated', person('head'))).toEqual([
    'SuspendRevocation',
    'ExtendRevocation',
    'RevokeCertificate',
    'CloseRevocation',
  ]);
  expect(offered('standing still', person('head'))).toEqual(['ResumeRevocation', 'ExtendRevocation', 'CloseRevocation']);
  expect(offered('valid', ENGINE)).not.toContain('RegisterCertificate');
  expect(permittedOnCertificate({ status: 'NONE' }, person('admin'), law)).toEqual([]);
});

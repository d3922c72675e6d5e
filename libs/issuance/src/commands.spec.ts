import { isRejection, ROLES, type Actor, type Dated } from '#kernel';
import { certificateCommands, type CertificateCommand, type CertificateCommandName, type CertificateEvent } from './index.js';
import { decider, fold, holder, number, opened, registered, time } from './certificates.testing.js';

describe.each(Object.keys(certificateCommands) as CertificateCommandName[])('%s', (name) => {
  const { by, on } = certificateCommands[name];
  const decide = (events: readonly Dated<CertificateEvent>[], actor: Actor) => {
    const command = { type: name, data: { reasons: [], statement: '', number } } as unknown as CertificateCommand;
    const decision = decider.decide(command, fold(events), { now: time('2026-03-03'), actor });
    return isRejection(decision) ? decision.code : undefined;
  };

  test(`is for ${by.join(', ')}`, () => {
    for (const role of ROLES) {
      const code = decide([registered, opened], { id: `some ${role}`, role, uscc: holder.uscc });
      expect(code === 'wrong-role').toBe(!by.includes(role));
    }
  });

  test(`on: ${on}`, () => {
    const actor: Actor = { id: 'x', role: by[0] ?? 'engine', uscc: holder.uscc };
    if (on !== 'no-certificate') expect(decide([], actor)).toBe('certificate-not-found');
    if (on === 'investigation') expect(decide([registered], actor)).toBe('no-revocation-open');
  });
});

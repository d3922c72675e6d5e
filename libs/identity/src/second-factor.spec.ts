import type { Instant } from '#kernel';
import { Secret } from 'otpauth';
import { readCode } from './recovery-codes.js';
import { stepOf, uriOf } from './totp.js';
import {
  DAY,
  ELSEWHERE,
  HOME,
  MINUTE,
  NEW_PASSWORD,
  PASSWORD,
  SECOND,
  codeOf,
  database,
  headWithSecondFactor,
  identity,
  ok,
  pass,
  recoveryCodes,
  reopen,
  secret,
  session,
  shows,
  tried,
  wrong,
} from './second-factor.testing.js';

async function knownDevice(password = PASSWORD): Promise<string> {
  pass(30 * SECOND);
  return ok(await identity.signIn('head', password, { network: HOME }, shows())).device;
}

beforeEach(headWithSecondFactor);
afterEach(() => database.close());

describe('a code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at %i s is the one of RFC 6238, appendix B', (seconds, digits) => {
    const vector = Secret.fromLatin1('12345678901234567890').base32;
    expect(stepOf(vector, digits, (seconds * SECOND) as Instant)).toBe(Math.floor(seconds / 30));
  });

  it('is told to an app by a URI with the name of the office', () => {
    const parts = new URL(uriOf(secret, '王丽'));
    expect([parts.protocol, decodeURIComponent(parts.pathname)]).toEqual(['otpauth:', expect.stringMatching(/一窗一网:王丽$/)]);
    expect(Object.fromEntries(parts.searchParams)).toEqual({
      ...{ issuer: '一窗一网', secret, algorithm: 'SHA1', digits: '6', period: '30' },
    });
  });

  it('is asked for, of who knows the password alone, and lets in', async () => {
    expect(await tried(undefined)).toBe('second-factor-required');
    expect(await tried(undefined, { password: 'wrong' })).toBe('sign-in-failed');
    expect(await tried(shows(), { password: 'wrong' })).toBe('sign-in-failed');
    expect(identity.sessionsOf(session.account)).toHaveLength(1);
    expect(await tried(shows())).toBe('ok');
  });

  it('of the step before or after is good, of two steps it is not', async () => {
    expect(await tried(shows(secret, -60))).toBe('second-factor-wrong');
    expect(await tried(shows(secret, 60))).toBe('second-factor-wrong');
    expect(await tried(shows(secret, -30))).toBe('ok');
    expect(await tried(shows(secret, 30))).toBe('ok');
  });

  it('is good once, and so is none from before it', async () => {
    const [before, code] = [shows(secret, -30), shows()];
    expect([await tried(code), await tried(code), await tried(before)]).toEqual([
      ...['ok', 'second-factor-wrong', 'second-factor-wrong'],
    ]);
    reopen();
    expect(await tried(code)).toBe('second-factor-wrong');
    pass(30 * SECOND);
    expect(await tried(shows())).toBe('ok');
  });

  it('by which it was confirmed does not sign in', async () => {
    const begun = ok(await identity.secondFactors.begin(session.account, { password: PASSWORD, code: shows() }));
    const code = shows(begun.secret);
    ok(identity.secondFactors.confirm(session.account, session.token, code));
    expect(await tried(code)).toBe('second-factor-wrong');
  });

  it('used twice at the same moment begins one session', async () => {
    const devices = [ok(await identity.signIn('head', PASSWORD, {}, recoveryCodes[0])).device];
    devices.push(ok(await identity.signIn('head', PASSWORD, {}, recoveryCodes[1])).device);
    const before = identity.sessionsOf(session.account).length;
    const code = shows();
    const answers = await Promise.all(devices.map((device) => tried(code, { device })));
    expect(answers.sort()).toEqual(['ok', 'second-factor-wrong']);
    expect(identity.sessionsOf(session.account)).toHaveLength(before + 1);
  });

  it('that could not be followed by a session is not used up', async () => {
    database.exec("CREATE TRIGGER full BEFORE INSERT ON identity_sessions BEGIN SELECT RAISE(ABORT, 'no room'); END");
    await expect(tried(shows())).rejects.toMatchObject({ message: 'no room' });
    database.exec('DROP TRIGGER full');
    expect(await tried(shows())).toBe('ok');
  });

  it('is not looked at where no second factor is set', async () => {
    ok(await identity.createAccount({ username: 'clerk', displayName: '王敏', password: PASSWORD, roles: ['clerk'] }));
    expect(codeOf(await identity.signIn('clerk', PASSWORD, {}, '123456'))).toBe('ok');
  });
});

describe('a wrong code', () => {
  it('closes the account to that address after five, whatever right passwords come in between', async () => {
    for (let n = 0; n < 5; n += 1) {
      expect(await tried(undefined)).toBe('second-factor-required');
      expect(await tried(wrong())).toBe('second-factor-wrong');
    }
    expect([await tried(shows()), await tried(undefined), await tried(recoveryCodes[0])]).toEqual(
      Array(3).fill('sign-in-failed'),
    );
    expect(await tried(shows(), { network: ELSEWHERE })).toBe('ok');
    pass(15 * MINUTE);
    expect(await tried(shows())).toBe('ok');
  });

  it('counts together with wrong passwords, and a right code clears both', async () => {
    for (let n = 0; n < 2; n += 1) {
      await tried(shows(), { password: 'wrong' });
      await tried(wrong());
    }
    expect(await tried(shows())).toBe('ok');
    for (let n = 0; n < 4; n += 1) await tried(wrong());
    pass(30 * SECOND);
    expect(await tried(shows())).toBe('ok');
  });

  it('counts for a device that is known, and for the account from wherever it comes', async () => {
    const { device } = ok(await identity.signIn('head', PASSWORD, { network: HOME }, shows()));
    for (let n = 0; n < 5; n += 1) await tried(wrong(), { device });
    pass(30 * SECOND);
    expect([await tried(shows(), { device }), await tried(shows())]).toEqual(['sign-in-limited', 'ok']);
    for (let n = 0; n < 30; n += 1) await tried(wrong(), { network: `203.0.113.${n}` });
    pass(30 * SECOND);
    expect(await tried(shows(), { network: '192.0.2.1' })).toBe('sign-in-failed');
  });

  it('is borne a hundred times in 30 days from all places that are not known, whatever right codes come in between', async () => {
    const { device } = ok(await identity.signIn('head', PASSWORD, { network: HOME }, shows()));
    for (let n = 0; n < 100; n += 1) {
      if (n % 4 === 0) {
        pass(15 * MINUTE);
        expect(await tried(shows(), { device })).toBe('ok');
      }
      expect(await tried(wrong(), { network: ELSEWHERE })).toBe('second-factor-wrong');
    }
    pass(29 * DAY);
    expect(await tried(shows(), { network: HOME })).toBe('sign-in-failed');
    expect(await tried(shows(), { device })).toBe('ok');
    pass(DAY);
    expect(await tried(shows(), { network: HOME })).toBe('ok');
  });

  it('is borne a hundred times in 30 days from known devices too, and an administrator gives the owner a way in', async () => {
    const device = await knownDevice();
    for (let n = 0; n < 100; n += 1) {
      if (n % 4 === 0) {
        pass(15 * MINUTE);
        expect(await tried(shows(), { device })).toBe('ok');
      }
      expect(await tried(wrong(), { device })).toBe('second-factor-wrong');
    }
    pass(29 * DAY);
    expect([await tried(shows(), { device }), await tried(shows())]).toEqual(['sign-in-limited', 'ok']);
    ok(identity.secondFactors.reset('head'));
    expect(await tried(undefined, { device })).toBe('ok');
  });

  it.each(['12345', '1234567', 'abcdef', 'x', "' OR 1=1 --", '7k3f-9qxm-2a5'])('may look like %s', async (code) => {
    expect(await tried(code)).toBe('second-factor-wrong');
  });

  it('in an open session is counted too; neither the password nor its change buys further guesses', async () => {
    const { secondFactors } = identity;
    for (let n = 0; n < 5; n += 1) {
      expect(codeOf(await secondFactors.remove(session.account, { password: PASSWORD, code: wrong() }))).toBe(
        'second-factor-wrong',
      );
      if (n !== 2) continue;
      ok(await identity.changePassword(session.token, PASSWORD, NEW_PASSWORD));
      ok(await identity.changePassword(session.token, NEW_PASSWORD, PASSWORD));
    }
    expect(codeOf(await secondFactors.remove(session.account, { password: PASSWORD, code: shows() }))).toBe('password-wrong');
    pass(15 * MINUTE);
    expect(codeOf(await secondFactors.remove(session.account, { password: PASSWORD, code: shows() }))).toBe('ok');
  });

  it('at the door stays counted when the password is changed in an open session', async () => {
    for (let n = 0; n < 5; n += 1) await tried(wrong());
    ok(await identity.changePassword(session.token, PASSWORD, NEW_PASSWORD));
    expect(await tried(shows(), { password: NEW_PASSWORD })).toBe('sign-in-failed');
  });
});

describe('a device that was known', () => {
  const closedToStrangers = async () => {
    for (let n = 0; n < 30; n += 1) await tried(undefined, { network: `203.0.113.${n}`, password: 'wrong' });
  };

  it('is a stranger when a second factor is set', async () => {
    const device = await knownDevice();
    const begun = ok(await identity.secondFactors.begin(session.account, { password: PASSWORD, code: recoveryCodes[1] ?? '' }));
    ok(identity.secondFactors.confirm(session.account, session.token, shows(begun.secret)));
    await closedToStrangers();
    expect(await tried(shows(begun.secret, 30), { device })).toBe('sign-in-failed');
  });

  it('is a stranger when the second factor is reset', async () => {
    const device = await knownDevice();
    ok(identity.secondFactors.reset('head'));
    await closedToStrangers();
    expect(await tried(undefined, { device })).toBe('sign-in-failed');
  });

  it('is a stranger when the password is changed, or replaced by somebody else', async () => {
    const device = await knownDevice();
    ok(await identity.changePassword(session.token, PASSWORD, NEW_PASSWORD));
    const later = await knownDevice(NEW_PASSWORD);
    await closedToStrangers();
    expect(await tried(recoveryCodes[3], { device, password: NEW_PASSWORD })).toBe('sign-in-failed');
    expect(await tried(recoveryCodes[3], { device: later, password: NEW_PASSWORD })).toBe('ok');
    ok(await identity.setPassword('head', PASSWORD));
    await closedToStrangers();
    expect(await tried(recoveryCodes[4], { device: later })).toBe('sign-in-failed');
  });
});

describe('a recovery code', () => {
  it('stands for a code, once; nine are left', async () => {
    const [code = ''] = recoveryCodes;
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect([await tried(code), await tried(code)]).toEqual(['ok', 'second-factor-wrong']);
    expect(identity.secondFactors.stateOf(session.account)).toMatchObject({ set: true, recoveryCodesLeft: 9 });
  });

  it('is taken as people type it', async () => {
    const typed = [
      (code: string) => code.toUpperCase(),
      (code: string) => ` ${code.replaceAll('-', ' ')} `,
      (code: string) =>
        code.replaceAll('-', '－—').replace(/[0-9a-z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
      (code: string) => code.replaceAll('-', '').replaceAll('0', 'O').replaceAll('1', 'l'),
    ];
    for (const [n, type] of typed.entries()) expect(await tried(type(recoveryCodes[n] ?? ''))).toBe('ok');
    expect(readCode('１２３ ４５６')).toEqual({ digits: '123456' });
    expect(await tried(shows().replace(/^.../, '$& '))).toBe('ok');
  });

  it('is nobody else’s, and lies nowhere as it is', async () => {
    const other = { username: 'decider', displayName: '陈静', password: PASSWORD, roles: ['decision-maker'] } as const;
    ok(await identity.createAccount(other));
    const { token, account } = ok(await identity.signIn('decider', PASSWORD));
    const begun = ok(await identity.secondFactors.begin(account, { password: PASSWORD }));
    ok(identity.secondFactors.confirm(account, token, shows(begun.secret)));
    expect(codeOf(await identity.signIn('decider', PASSWORD, {}, recoveryCodes[0]))).toBe('second-factor-wrong');
    const stored = database.serialize().toString('latin1');
    for (const code of recoveryCodes) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll('-', ''));
    }
  });

  it('is void when new ones are made', async () => {
    const proof = { password: PASSWORD, code: recoveryCodes[0] ?? '' };
    const { recoveryCodes: fresh } = ok(await identity.secondFactors.renewCodes(session.account, proof));
    expect(identity.secondFactors.stateOf(session.account).recoveryCodesLeft).toBe(10);
    expect([await tried(recoveryCodes[1]), await tried(fresh[1])]).toEqual(['second-factor-wrong', 'ok']);
  });
});

it('an initial password is not used up by a sign-in without a code', async () => {
  const { passwordHash } = ok(await identity.preparePassword('head', NEW_PASSWORD));
  ok(identity.replacePassword('head', passwordHash));
  const typed = { password: NEW_PASSWORD };
  expect([await tried(undefined, typed), await tried(wrong(), typed), await tried(shows(), typed)]).toEqual([
    ...['second-factor-required', 'second-factor-wrong', 'ok'],
  ]);
  expect(await tried(recoveryCodes[0], typed)).toBe('sign-in-password-over');
  expect(identity.secondFactors.stateOf(session.account).recoveryCodesLeft).toBe(10);
});

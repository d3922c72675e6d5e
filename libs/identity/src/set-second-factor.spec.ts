import {
  MINUTE,
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
  session,
  shows,
  tried,
  wrong,
} from './second-factor.testing.js';

beforeEach(headWithSecondFactor);
afterEach(() => database.close());

describe('setting it', () => {
  const begin = (code?: string) =>
    identity.secondFactors.begin(session.account, { password: PASSWORD, ...(code === undefined ? {} : { code }) });

  it('takes the password, and a code of the one that is set, which stays until the new one is confirmed', async () => {
    expect(codeOf(await identity.secondFactors.begin(session.account, { password: 'wrong', code: shows() }))).toBe(
      'password-wrong',
    );
    expect([codeOf(await begin()), codeOf(await begin(wrong()))]).toEqual(['second-factor-required', 'second-factor-wrong']);
    const next = ok(await begin(shows()));
    pass(30 * SECOND);
    expect(await tried(shows())).toBe('ok');
    ok(identity.secondFactors.confirm(session.account, session.token, shows(next.secret)));
    pass(30 * SECOND);
    expect([await tried(shows()), await tried(recoveryCodes[0]), await tried(shows(next.secret))]).toEqual([
      ...['second-factor-wrong', 'second-factor-wrong', 'ok'],
    ]);
  });

  it('is over after ten minutes, and the last one begun counts', async () => {
    const [first, second] = [ok(await begin(recoveryCodes[0])), ok(await begin(recoveryCodes[1]))];
    const confirm = (of: string) => codeOf(identity.secondFactors.confirm(session.account, session.token, shows(of)));
    expect(confirm(first.secret)).toBe('second-factor-wrong');
    pass(10 * MINUTE - 1);
    reopen();
    expect(confirm(second.secret)).toBe('ok');
    const third = ok(await begin(recoveryCodes[0] && shows(second.secret, 30)));
    pass(10 * MINUTE);
    expect(confirm(third.secret)).toBe('second-factor-not-begun');
  });

  it('is not confirmed by guessing, and ends all other sessions', async () => {
    const other = ok(await identity.signIn('head', PASSWORD, {}, shows()));
    const { secret: next } = ok(await begin(recoveryCodes[0]));
    const confirm = (code: string) => codeOf(identity.secondFactors.confirm(session.account, session.token, code));
    for (let n = 0; n < 5; n += 1) expect(confirm('x')).toBe('second-factor-wrong');
    expect(confirm(shows(next))).toBe('second-factor-wrong');
    expect(identity.authenticate(other.token)).toBeDefined();
    pass(15 * MINUTE);
    const again = ok(await begin(shows()));
    expect(confirm(shows(again.secret))).toBe('ok');
    expect([identity.authenticate(other.token), identity.authenticate(session.token)?.secondFactor]).toEqual([undefined, true]);
  });
});

describe('removing it', () => {
  it('takes the password and a code', async () => {
    const { secondFactors } = identity;
    expect(codeOf(await secondFactors.remove(session.account, { password: PASSWORD }))).toBe('second-factor-required');
    expect(ok(await secondFactors.remove(session.account, { password: PASSWORD, code: shows() })).secondFactor).toBeUndefined();
    expect([await tried(undefined), secondFactors.stateOf(session.account)]).toEqual([
      ...['ok', { set: false, obligatory: false, recoveryCodesLeft: 0 }],
    ]);
    expect(codeOf(await secondFactors.remove(session.account, { password: PASSWORD, code: shows() }))).toBe(
      'second-factor-not-set',
    );
  });

  it('by somebody else ends the sessions and lifts a lock; where there is none nothing changes', async () => {
    for (let n = 0; n < 5; n += 1) await tried(wrong());
    expect(ok(identity.secondFactors.reset(' HEAD ')).secondFactor).toBeUndefined();
    expect(identity.authenticate(session.token)).toBeUndefined();
    expect(await tried(undefined)).toBe('ok');
    expect(codeOf(identity.secondFactors.reset('head'))).toBe('ok');
    expect(identity.sessionsOf(session.account)).toHaveLength(1);
    expect(codeOf(identity.secondFactors.reset('nobody'))).toBe('account-unknown');
  });
});

describe('where it is obligatory for staff', () => {
  beforeEach(async () => {
    reopen({ secondFactor: 'staff' });
    ok(await identity.createAccount({ username: 'clerk', displayName: '王敏', password: PASSWORD, roles: ['clerk'] }));
    const body = { uscc: '91620102MA7ABCD12B', roles: ['applicant'] } as const;
    ok(await identity.createAccount({ username: 'body', displayName: '机构', password: PASSWORD, ...body }));
  });

  it('is due from them and from nobody else, in open sessions too', async () => {
    const { token, account } = ok(await identity.signIn('clerk', PASSWORD));
    expect(account.mustSetSecondFactor).toBe(true);
    expect(['head', 'body'].map((name) => identity.findAccount(name)?.mustSetSecondFactor)).toEqual([undefined, undefined]);
    const { secret: own } = ok(await identity.secondFactors.begin(account, { password: PASSWORD }));
    ok(identity.secondFactors.confirm(account, token, shows(own)));
    expect(identity.authenticate(token)).toMatchObject({ secondFactor: true });
    expect(identity.authenticate(token)?.mustSetSecondFactor).toBeUndefined();
    const applicant = ok(await identity.signIn('body', PASSWORD));
    ok(identity.setRoles('body', ['applicant', 'clerk']));
    expect(identity.authenticate(applicant.token)?.mustSetSecondFactor).toBe(true);
  });

  it('is not removed by its owner, and is due again when it has been reset', async () => {
    const proof = { password: PASSWORD, code: shows() };
    expect(codeOf(await identity.secondFactors.remove(session.account, proof))).toBe('second-factor-obligatory');
    expect(ok(identity.secondFactors.reset('head')).mustSetSecondFactor).toBe(true);
  });
});

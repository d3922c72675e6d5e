import type { CertificateView } from '#read-models';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, renewalOf } from './a-case.js';
import { BODIES, type Body } from './people.js';
import { openWorld, type World } from './world.js';
import { visits } from './after-a-grant.js';

let world: World;
afterEach(() => world.close());

const { post, get, published } = visits(() => world);
const HELD = '202812050001';

const register = (body: Body, number: string) => ({
  ...{ number, uscc: body.uscc, holder: body.name, issuedOn: '2021-01-01', validTo: '2026-12-31' },
});

it('办法31: at midnight a certificate has expired and is cancelled, once, whatever fires and how often', async () => {
  world = await openWorld({ at: '2026-12-30T10:00' });
  await post('admin', '/api/certificates', register(BODIES.river, HELD));
  await world.at('2026-12-31T23:59');
  expect(await published(HELD)).toMatchObject({ status: 'VALID' });
  await world.at('2027-01-01T00:00');
  await world.settled();
  await world.host.alarms.sweepNow();
  await world.host.engine.expire({ id: `certificate-${HELD}/T42/1`, version: 1 });
  expect(await published(HELD)).toMatchObject({ status: 'CANCELLED', cancelled: { on: '2027-01-01', ground: 'expired' } });
  const { events } = await get<CertificateView>('supervisor', `/api/certificates/${HELD}`);
  expect(events.map(({ type, by }) => `${type} by ${by}`)).toEqual([
    'CertificateRegistered by admin',
    'CertificateExpired by engine',
    'CertificateCancelled by engine',
  ]);
  const renewal = await post<Problem>('applicant', '/api/cases', renewalOf(HELD));
  expect(renewal.body).toMatchObject({ code: 'certificate-expired', allowed: ['INITIAL'] });
});

it('a late renewal that is refused after the last day lets its certificate go', async () => {
  world = await openWorld({ at: '2026-12-01T10:00' });
  await post('admin', '/api/certificates', register(BODIES.river, HELD));
  const one = new ACase(world);
  await one.when('2026-12-01T10:00', 'applicant', 'SubmitApplication', renewalOf(HELD));
  await one.when('2026-12-02T10:00', 'clerk', 'AcceptApplication');
  await world.at('2027-01-04T10:00');
  expect(await published(HELD)).toMatchObject({ status: 'EXPIRED' });
  await one.when('2027-01-04T10:00', 'applicant', 'WithdrawApplication');
  await world.settled();
  expect(await published(HELD)).toMatchObject({ status: 'CANCELLED', cancelled: { on: '2027-01-04', ground: 'expired' } });
});

import { ACase, firstApplication } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

/** Year, organ, field and sector of the first certificates of this test. */
const SERIES = '26281205';
const numberOf = (serial: number): string => `${SERIES}${String(serial).padStart(4, '0')}`;

/** A certificate of another body, made out before this program came. */
const heldBefore = (serial: number): object => ({
  ...{ number: numberOf(serial), uscc: BODIES.hill.uscc, holder: BODIES.hill.name },
  ...{ issuedOn: '2026-01-05', validTo: '2032-01-04' },
});

let world: World;
afterEach(() => world.close());

async function takenOver(...serials: readonly number[]): Promise<void> {
  const admin = await world.as('admin');
  for (const serial of serials) {
    expect(await admin.post('/api/certificates', heldBefore(serial))).toMatchObject({ status: 201 });
  }
}

/** The number of a first certificate, decided on a commitment. */
async function granted(): Promise<string | undefined> {
  const one = new ACase(world);
  await one.gives('applicant', 'SubmitApplication', { ...firstApplication(), procedure: 'COMMITMENT' });
  await one.gives('applicant', 'SignCommitment', { signatory: '张三（虚构）' });
  await one.gives('decider', 'AcceptSelfDeclaration', {});
  await world.settled();
  return ((await one.file('clerk')).detail as { certificateNumber?: string }).certificateNumber;
}

it('办法15: takeovers anywhere in a series cost it no number but their own', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  // Those that a search by halving looks at: once they made the series seem used up.
  await takenOver(5000, 7500, 8750, 9375, 9688, 9844, 9922, 9961, 9981, 9991, 9996, 9998, 9999);
  expect(await granted()).toBe(numberOf(1));
  await takenOver(2, 4);
  expect(await granted()).toBe(numberOf(3));
  expect(await granted()).toBe(numberOf(5));
  const again = await (await world.as('admin')).post('/api/certificates', heldBefore(3));
  expect(again).toMatchObject({ status: 409, body: { code: 'certificate-number-taken' } });
});

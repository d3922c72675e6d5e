import { ACase, firstApplication } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

const NUMBER = '202812050001';
const WIDE = 0xfee0;
/** As an input method for Chinese may leave it. */
const fullWidth = (text: string): string => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + WIDE));

let world: World;
let one: ACase;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T08:00' });
  const { uscc, name: holder } = BODIES.river;
  const content = { number: NUMBER, uscc, holder, issuedOn: '2024-01-01', validTo: '2029-12-31' };
  expect(await (await world.as('admin')).post('/api/certificates', content)).toMatchObject({ status: 201 });
  one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
});
afterAll(() => world.close());

const lowerCase = (text: string): string => text.toLowerCase();
const dashed = (text: string): string => text.replaceAll('-', '–');

it.each([
  ['in small letters', lowerCase],
  ['in full width', fullWidth],
  ['with other dashes', dashed],
  ['with blanks around', (text: string) => ` ${text} `],
])('codes are found %s: case, certificate, body', async (_how, typed) => {
  const [clerk, supervisor] = [await world.as('clerk'), await world.as('supervisor')];
  const segment = (text: string): string => encodeURIComponent(typed(text));
  expect(await clerk.get(`/api/cases/${segment(one.id)}`)).toMatchObject({ status: 200, body: { caseId: one.id } });
  expect(await clerk.get(`/api/cases/${segment(one.id)}/history`)).toMatchObject({ status: 200 });
  expect(await world.anybody.get(`/api/public/certificates/${segment(NUMBER)}`)).toMatchObject({ body: { number: NUMBER } });
  const listed = await world.anybody.get('/api/public/certificates', { uscc: typed(BODIES.river.uscc) });
  expect(listed).toMatchObject({ status: 200, body: { total: 1 } });
  expect(await supervisor.get(`/api/institutions/${segment(BODIES.river.uscc)}`)).toMatchObject({ status: 200 });
});

it('a command finds its case however the id was typed; another id stays another', async () => {
  const clerk = await world.as('clerk');
  const accept = (id: string) => clerk.post(`/api/cases/${encodeURIComponent(id)}/accept-application`, {});
  const other = one.id.startsWith('7') ? `8${one.id.slice(1)}` : `7${one.id.slice(1)}`;
  expect(await accept(other)).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
  expect(await accept(fullWidth(one.id.toLowerCase()))).toMatchObject({ status: 200, body: { caseId: one.id } });
});

it('a name is found in the queue whatever its brackets and blanks', async () => {
  const clerk = await world.as('clerk');
  const typed = fullWidth(BODIES.river.name.replace('（', ' (').replace('）', ') '));
  expect(await clerk.get('/api/queue', { institution: typed })).toMatchObject({ status: 200, body: { total: 1 } });
});

it('a history is asked for with the plus of its offset left as it is', async () => {
  const clerk = await world.as('clerk');
  const history = `/api/cases/${one.id}/history?asOf=`;
  const events = [{ type: 'ApplicationReceived' }, { type: 'ApplicationAccepted' }];
  expect(await clerk.get(`${history}2026-03-02T10:00:00+08:00`)).toMatchObject({ status: 200, body: { events } });
  expect(await clerk.get(`${history}2026-03-02T09:59:59+08:00`)).toMatchObject({ status: 404 });
  expect(await clerk.get(`${history}yesterday`)).toMatchObject({ status: 400, body: { code: 'as-of-invalid' } });
});

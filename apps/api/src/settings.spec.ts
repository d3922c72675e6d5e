import { isAbsolute } from 'node:path';
import { readSettings, SettingsError } from './settings.js';

test('everything has a default', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    demo: true,
    worker: true,
    redisUrl: undefined,
    onDamage: 'stop',
    secondFactor: 'off',
  });
  expect(isAbsolute(settings.dataDir)).toBe(true);
  expect(settings.readModelUrl).toBe(settings.eventStoreUrl);
});

test.each([
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['DEMO', 'perhaps'],
  ['WORKER', '2'],
  ['SECOND_ADMIN', 'two'],
  ['SECOND_FACTOR', 'everybody'],
  ['INITIAL_PASSWORD_DAYS', '0'],
  ['EVENT_STORE_URL', 'postgres://localhost/events'],
  ['READ_MODEL_URL', 'sqlite:elsewhere'],
  ['REDIS_URL', 'localhost:6379'],
  ['ON_DAMAGE', 'ignore'],
  ['TRUSTED_PROXIES', '127.0.0.1 10.0.0.0/33'],
  ['TRUSTED_PROXIES', 'my-proxy'],
  ['CLOCK_CONFIRMED', 'perhaps'],
  ['ENGINE_TOKEN', 'short'],
])('%s=%s is refused by name', (name, value) => {
  const read = () => readSettings({ [name]: value });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(name);
});

test.each(['0.0.0.0', '::', '192.168.1.20', 'office.example'])('HOST=%s takes DEMO=0', (HOST) => {
  expect(() => readSettings({ HOST })).toThrow(/^HOST=.* set DEMO=0, or HOST=127\.0\.0\.1$/);
  expect(readSettings({ HOST, DEMO: '0' }).host).toBe(HOST);
});

test.each(['127.0.0.1', '127.0.1.1', 'localhost', '::1', ''])('HOST=%s shows the demonstration to this machine alone', (HOST) => {
  expect(readSettings({ HOST }).demo).toBe(true);
});

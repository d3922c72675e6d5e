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
  ['EVENT_STORE_URL', 'postgres://localhost/events'],
  ['READ_MODEL_URL', 'sqlite:elsewhere'],
  ['REDIS_URL', 'localhost:6379'],
  ['ON_DAMAGE', 'ignore'],
  ['TRUSTED_PROXIES', '127.0.0.1 10.0.0.0/33'],
  ['TRUSTED_PROXIES', 'my-proxy'],
  ['ENGINE_TOKEN', 'short'],
])('%s=%s is refused by name', (name, value) => {
  const read = () => readSettings({ [name]: value });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(name);
});

import { randomUUID } from 'node:crypto';
import { eventId, isUuid, uuidv5 } from './event-id.js';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

it('gives the example of RFC 9562, A.4', () => {
  expect(uuidv5(DNS, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

it('gives the same id for the same command and another for another index or command', () => {
  const command = randomUUID();
  expect(eventId(command, 0)).toBe(eventId(command.toUpperCase(), 0));
  const ids = [command, randomUUID()].flatMap((id) => Array.from({ length: 100 }, (_, index) => eventId(id, index)));
  expect(new Set(ids).size).toBe(200);
});

it('always gives a UUID of version 5 and the RFC variant', () => {
  for (let index = 0; index < 1000; index++)
    expect(eventId(DNS, index)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('takes the name as UTF-8', () => {
  expect(uuidv5(DNS, '许可')).not.toBe(uuidv5(DNS, '许不'));
});

it('knows a UUID and refuses to derive from anything else', () => {
  expect(isUuid(DNS)).toBe(true);
  for (const text of ['', 'x', `${DNS}0`, ` ${DNS}`, DNS.replaceAll('-', ''), `${DNS}\n`]) {
    expect(isUuid(text)).toBe(false);
    expect(() => eventId(text, 0)).toThrow(RangeError);
  }
});

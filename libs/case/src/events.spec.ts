import type { Dated } from '#kernel';
import { readFileSync } from 'node:fs';
import { comesAboutIn } from './events.js';
import { decider } from './given.testing.js';
import type { CaseEvent } from './index.js';

type Recorded = Dated<CaseEvent> & { readonly stream: string };
const logIn = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../engine/replay/fixtures/${name}`, import.meta.url), 'utf8')) as Recorded[];

/** Of a log, the events that came about where their definitions do not expect them: nothing but a log of another program has one. */
function outOfPlace(log: readonly Recorded[]): string[] {
  const states = new Map<string, ReturnType<typeof decider.evolve>>();
  return log.flatMap((event) => {
    const state = states.get(event.stream) ?? decider.initial;
    states.set(event.stream, decider.evolve(state, event));
    return comesAboutIn(event.type, state.status) ? [] : [`${event.type} in ${state.status}`];
  });
}

test.each(['sample-log.v1.json', 'sample-log-2026.v1.json'])(
  '%s: each event comes about in a status of its definition',
  (name) => {
    const log = logIn(name).filter(({ stream }) => stream.startsWith('case-'));
    expect(log.length).toBeGreaterThan(50);
    expect(outOfPlace(log)).toEqual([]);
  },
);

test('an event out of its place is found', () => {
  const [received] = logIn('sample-log.v1.json').filter(({ type }) => type === 'ApplicationReceived');
  if (received === undefined) throw new Error('nothing was received');
  const delivered = { ...received, type: 'CertificateDelivered', data: { number: '262820340001' } } as Recorded;
  expect(outOfPlace([received, delivered])).toEqual(['CertificateDelivered in received']);
});

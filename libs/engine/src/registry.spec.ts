import { caseEvents } from '#case';
import { inspectionEvents } from '#inspection';
import { institutionEvents } from '#institution';
import { certificateEvents } from '#issuance';
import { loadLaw } from './load-law.js';
import { decidersUnder, definitionsIn, EVENT_DEFINITIONS } from './registry.js';

test('every decider says whom a command is for, before anything else is looked at', () => {
  const without = Object.entries(decidersUnder(loadLaw())).filter(([, { admit }]) => admit === undefined);
  expect(without.map(([category]) => category)).toEqual([]);
});

describe('the events of all aggregates', () => {
  const evolve = (state: object) => state;

  test('bear the version of their definition, and the first where it says none', () => {
    const upcast = { 1: (data: object) => data };
    expect(definitionsIn([{ Told: evolve, Asked: { version: 2, upcast, evolve } }])).toEqual([
      { type: 'Told', version: 1 },
      { type: 'Asked', version: 2, upcast },
    ]);
  });

  test('are stored in one shape, whoever defines them', () => {
    expect(definitionsIn([{ Told: evolve }, { Told: { evolve } }])).toEqual([{ type: 'Told', version: 1 }]);
    expect(() => definitionsIn([{ Told: evolve }, { Told: { version: 2, evolve } }])).toThrow('Told is stored in two shapes');
  });

  test('are their own, but for what a new calendar or a limit does to any of them', () => {
    const names = [caseEvents, certificateEvents, inspectionEvents, institutionEvents].flatMap((events) => Object.keys(events));
    const shared = names.filter((name, index) => names.indexOf(name) !== index);
    expect([...new Set(shared)].sort()).toEqual(['CalendarApplied', 'TimeLimitBreached']);
    expect(EVENT_DEFINITIONS.filter(({ type }) => shared.includes(type))).toHaveLength(2);
  });
});

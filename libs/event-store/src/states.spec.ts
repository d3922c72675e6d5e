import type { Dated, Decider, Message } from '#kernel';
import { States, type AnyDecider } from './states.js';

const heap: Decider<number, Message, Dated<Message>> = {
  initial: 0,
  commands: [],
  decide: () => [],
  evolve: (state) => state,
  weight: (state) => state,
};
const states = () => new States({ heap: heap as unknown as AnyDecider }, 10);
const here = (of: States) => ['heap-1', 'heap-2', 'heap-3'].filter((stream) => of.find(stream) !== undefined);

it('keeps as many states as fit by their weight, the last used longest', () => {
  const kept = states();
  kept.put('heap-1', { revision: 0, state: 4 });
  kept.put('heap-2', { revision: 0, state: 4 });
  expect(here(kept)).toEqual(['heap-1', 'heap-2']);
  kept.find('heap-1');
  kept.put('heap-3', { revision: 0, state: 4 });
  expect(here(kept)).toEqual(['heap-1', 'heap-3']);
});

it('does not keep one that is heavier than all that may be kept', () => {
  const kept = states();
  kept.put('heap-1', { revision: 0, state: 4 });
  kept.put('heap-2', { revision: 0, state: 11 });
  expect(here(kept)).toEqual(['heap-1']);
});

import type { AnyDecider } from '#event-store';
import { completing } from './complete-command.js';
import { decidersUnder } from '../registry.js';
import { loadLaw } from '../load-law.js';

test('a command that needs what nobody adds stops the start', () => {
  const deciders = decidersUnder(loadLaw());
  expect(() => completing(deciders)).not.toThrow();
  const strange = { ...deciders['clock'], needs: { ConfirmClock: 'the-weather' } } as AnyDecider;
  expect(() => completing({ ...deciders, clock: strange })).toThrow('nobody meets the need of the-weather');
});

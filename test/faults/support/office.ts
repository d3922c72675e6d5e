import { materialsToday, stepsWith, type Step } from '../../bench/case-script.js';
import { createPeople, type People } from '../../bench/people.js';
import type { Server } from './server.js';

/** Everybody who gives commands, signed in, and what they do to a case after its submission. */
export interface Office extends People {
  readonly steps: readonly Step[];
  readonly materials: readonly object[];
}

export async function openOffice(server: Server, clients: number): Promise<Office> {
  const people = await createPeople(server.port, server.adminPassword, clients);
  return { ...people, steps: stepsWith(people.team), materials: materialsToday() };
}

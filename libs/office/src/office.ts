import type { CommandResult, Engine } from '#engine';
import type { CommandRequest } from '#event-store';
import type { Rejection } from '#kernel';
import type { DocumentTemplates } from '#official-documents';
import type { ReadModels } from '#read-models';
import { createQueries, type Answered, type Asked, type QueryName } from './queries.js';

/**
 * 后台, what lies behind the window: commands are given to it, and queries asked. Every question and every answer is plain data that
 * JSON can hold. What is turned down is answered by a Rejection; a fault is thrown.
 */
export interface Office {
  /** Gives a command. What only waits for the engine's next step in that stream is tried once more after it. */
  execute(request: CommandRequest): Promise<CommandResult | Rejection>;
  /** Whether a command would be accepted now, and would change anything; nothing is stored. */
  consider(request: CommandRequest): Promise<{ readonly changes: boolean } | Rejection>;
  ask<Q extends QueryName>(query: Q, ...asked: Asked<Q>): Promise<Answered<Q>>;
}

export interface OpenOffice extends Office {
  readonly commands: readonly string[];
  readonly queries: readonly QueryName[];
}

export function openOffice(engine: Engine, screens: ReadModels, forms: DocumentTemplates): OpenOffice {
  const queries = createQueries(engine, screens, forms);
  return {
    commands: [...engine.commands.keys()],
    queries: Object.keys(queries) as QueryName[],
    execute: engine.answer,
    consider: engine.consider,
    ask: (query, ...asked) => (queries[query] as (...what: typeof asked) => Promise<Answered<typeof query>>)(...asked),
  };
}

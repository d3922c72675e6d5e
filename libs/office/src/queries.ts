import type { Engine } from '#engine';
import type { DocumentTemplates } from '#official-documents';
import type { ReadModels } from '#read-models';
import { createCaseQueries } from './case-queries.js';
import { createErrandQueries } from './errand-queries.js';
import { createGuide } from './guide.js';
import { createLawQueries } from './law-queries.js';
import { createRecordQueries } from './record-queries.js';
import { createScreenQueries } from './screen-queries.js';
import { whenSeenIn } from './seen.js';

/** All that may be asked of the office, each by its name. Questions and answers are plain data that JSON can hold. */
export function createQueries(engine: Engine, screens: ReadModels, forms: DocumentTemplates) {
  const whenSeen = whenSeenIn(engine.store);
  return {
    ...createScreenQueries(engine, screens, whenSeen),
    ...createCaseQueries(engine, screens, forms, whenSeen),
    ...createRecordQueries(engine, screens, forms, whenSeen),
    ...createLawQueries(engine),
    ...createGuide(engine),
    ...createErrandQueries(engine),
  };
}

type Queries = ReturnType<typeof createQueries>;
export type QueryName = keyof Queries;
export type Asked<Q extends QueryName> = Parameters<Queries[Q]>;
export type Answered<Q extends QueryName> = Awaited<ReturnType<Queries[Q]>>;

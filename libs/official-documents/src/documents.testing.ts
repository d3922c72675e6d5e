import { readFileSync } from 'node:fs';
import type { Dated } from '#kernel';
import type { CaseEvent } from '#case';
import { law } from '../../case/src/given.testing.js';
import { documentsOf, parseDocumentTemplates } from './index.js';

const json = JSON.parse(readFileSync(new URL('../data/templates.json', import.meta.url), 'utf8')) as unknown;
export const forms = parseDocumentTemplates(json, 'templates.json');
export const issued = (...events: readonly Dated<CaseEvent>[]) => documentsOf(events, law, forms);
export const last = (...events: readonly Dated<CaseEvent>[]) => issued(...events).at(-1);

export const REMEDIES = { reconsideration: '60日内申请行政复议', litigation: '6个月内提起行政诉讼' };

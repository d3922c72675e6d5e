import type { Policy } from '#law';
import { kindsOf } from '../file/rules.js';
import type { CaseFile } from '../file/state.js';
import { materialsFor } from './materials.js';

export const toleratedMaterials = (file: Pick<CaseFile, 'kind' | 'alsoKinds'>, policy: Policy): readonly string[] =>
  materialsFor(kindsOf(file), policy)
    .filter(({ tolerated }) => tolerated === true)
    .map(({ id }) => id);

/** Whether a body may ask for it at all: not with an unrepaired record of dishonesty, not on a mere commitment. */
export const toleranceIsOpen = ({ standing, procedure }: Pick<CaseFile, 'standing' | 'procedure'>, policy: Policy): boolean =>
  procedure === 'GENERAL' && !(standing.badCreditList && policy.values.badCreditCloses.value.includes('tolerance'));

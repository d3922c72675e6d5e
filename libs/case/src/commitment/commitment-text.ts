import type { Policy } from '#law';
import { materialsFor } from '../completeness/materials.js';
import { kindsOf } from '../file/rules.js';
import type { CaseFile } from '../file/state.js';

const POINTS = 'commitment-points';

type Told = Pick<CaseFile, 'kind' | 'alsoKinds' | 'institution'>;

function filled(text: string, application: Told, policy: Policy): string {
  const kinds = kindsOf(application);
  const values: Readonly<Record<string, string>> = {
    institution: application.institution.name,
    uscc: application.institution.uscc,
    kind: kinds.map((kind) => policy.kind(kind).zh).join('、'),
    materials: materialsFor(kinds, policy)
      .filter(({ requirement }) => requirement === 'M')
      .map(({ zh }) => zh)
      .join('、'),
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The five points that are told before anything is signed (告知承诺实施办法). */
export const commitmentTerms = (application: Told, policy: Policy): readonly string[] =>
  policy.values.commitment.value.terms.map((point) => filled(point, application, policy));

/** The six-point commitment as the body signs it: one text, whose bytes in UTF-8 are hashed. */
export const commitmentText = (application: Told, policy: Policy): string => {
  const { opening } = policy.values.commitment.value;
  const points = policy.findChecklist(POINTS)?.items ?? [];
  return [filled(opening, application, policy), ...points.map(({ zh }, i) => `${i + 1}. ${zh}`)].join('\n');
};

import type { Rejection } from '#kernel';
import type { ApplicationKind, Policy, RequiredMaterial } from '#law';
import { kindsOf } from '../file/rules.js';
import type { CaseFile, Material, Standing } from '../file/state.js';
import * as refuse from '../rejections.js';

const FIRST_M: readonly string[] = ['C', 'S', 'M'];

/** The list for several kinds at once: each material once, under its strongest mark (许可法31). */
export function materialsFor(kinds: readonly ApplicationKind[], policy: Policy): readonly RequiredMaterial[] {
  const [first, ...others] = kinds;
  if (first !== undefined && others.length === 0) return policy.materialsFor(first);
  const union = new Map<string, RequiredMaterial>();
  for (const material of kinds.flatMap((kind) => policy.materialsFor(kind))) {
    const known = union.get(material.id);
    if (known === undefined || FIRST_M.indexOf(material.requirement) > FIRST_M.indexOf(known.requirement))
      union.set(material.id, material);
  }
  return [...union.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

type Asked = Pick<CaseFile, 'kind' | 'alsoKinds' | 'procedure' | 'field'> & { readonly standing?: Standing };

/**
 * What the list marks as a must, and of what it marks as conditional all of which the application or the record of the body tells
 * that the condition holds. The commitment itself is signed, not handed in (许可法30, 31).
 */
export function neededMaterials(file: Asked, policy: Policy): readonly RequiredMaterial[] {
  const { procedure, field, standing } = file;
  const { independentLegalPerson } = standing ?? {};
  const facts = { procedure, field, ...(independentLegalPerson === undefined ? {} : { independentLegalPerson }) };
  const needed = new Set(kindsOf(file).flatMap((kind) => policy.materialsNeeded(kind, facts).map(({ id }) => id)));
  const paper = commitmentPaper(file, policy);
  return materialsFor(kindsOf(file), policy).filter(({ id }) => needed.has(id) && id !== paper);
}

/** What is needed and is not there; shared materials, and those of which nobody knows yet, are not asked (许可法30, 31). */
export function missingMaterials(file: Asked & Pick<CaseFile, 'materials'>, policy: Policy): readonly string[] {
  const given = new Set(file.materials.map(({ material }) => material));
  return neededMaterials(file, policy)
    .filter(({ id }) => !given.has(id))
    .map(({ id }) => id);
}

/** Nothing outside the published list is asked for or handed in (许可法31). */
export function foreignMaterial(
  items: readonly { readonly material: string }[],
  file: Pick<CaseFile, 'kind' | 'alsoKinds'>,
  policy: Policy,
  field = 'items',
): Rejection | undefined {
  const listed = materialsFor(kindsOf(file), policy).map((material) => material.id);
  const foreign = items.findIndex((item) => !listed.includes(item.material));
  return foreign < 0 ? undefined : refuse.materialNotListed(`${field}[${foreign}].material`, listed);
}

/** A file without a byte is no paper: the material is still missing (许可法31). */
export function emptyFile(items: readonly Material[], field = 'items'): Rejection | undefined {
  const empty = items.findIndex(({ bytes }) => bytes !== undefined && bytes <= 0);
  return empty < 0 ? undefined : refuse.fileEmpty(`${field}[${empty}].bytes`);
}

/** The commitment as a paper of the list: a gap like any other until it is signed, and filled by nothing else (许可法32(四)). */
export const commitmentPaper = (file: Pick<CaseFile, 'kind' | 'alsoKinds'>, policy: Policy): string | undefined =>
  materialsFor(kindsOf(file), policy).find(({ condition }) => condition === 'commitment-procedure')?.id;

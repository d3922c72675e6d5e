import type { Rejection } from '#kernel';
import type { Policy } from '#law';
import { emptyFile, foreignMaterial } from '../completeness/materials.js';
import * as refuse from '../rejections.js';
import type { CaseFile, CorrectionItem, Material, SuppliedMaterial } from './state.js';

/** The n-th file of a material is `M07/n`: given once, and never again to another file. */
const numberOf = (material: string, id: string): number => Number(id.slice(material.length + 1));

function numbered<M extends Material>(files: readonly M[], taken: readonly Material[]): readonly (M & { readonly id: string })[] {
  const last = new Map<string, number>();
  for (const one of taken) {
    if (one.id !== undefined) last.set(one.material, Math.max(last.get(one.material) ?? 0, numberOf(one.material, one.id)));
  }
  return files.map((one) => {
    if (one.id !== undefined) return one as M & { readonly id: string };
    const next = (last.get(one.material) ?? 0) + 1;
    last.set(one.material, next);
    return { ...one, id: `${one.material}/${next}` };
  });
}

type FiledMaterial = Material & { readonly id: string };

/** Every file of a case with its id. What was handed in without one has the number of its place among the files of its material. */
export const filesOf = ({ materials }: Pick<CaseFile, 'materials'>): readonly FiledMaterial[] => numbered(materials, materials);

const isOf =
  (material: string) =>
  (one: { readonly material: string }): boolean =>
    one.material === material;

/** A file is numbered among those of its own material. */
const idsOf = (material: string, { materials }: Pick<CaseFile, 'materials'>): readonly string[] =>
  filesOf({ materials: materials.filter(isOf(material)) }).map(({ id }) => id);

const isOneOf =
  (items: readonly SuppliedMaterial[]) =>
  ({ material }: Material): boolean =>
    items.some(isOf(material));

/** A notice asks for a material, or for one of its files that is there. */
export function unknownFile(items: readonly CorrectionItem[], file: Pick<CaseFile, 'materials'>): Rejection | undefined {
  for (const [i, { material, file: asked }] of items.entries()) {
    if (asked === undefined) continue;
    const ids = idsOf(material, file);
    if (!ids.includes(asked)) return refuse.fileUnknown(`items[${i}].file`, ids);
  }
  return undefined;
}

/** What is replaced is a file of the same material that is there, or the material as a whole. */
export function unknownReplaced(items: readonly SuppliedMaterial[], file: Pick<CaseFile, 'materials'>): Rejection | undefined {
  for (const [i, { material, replaces }] of items.entries()) {
    if (replaces === undefined) continue;
    const allowed = [...idsOf(material, file), material];
    if (!allowed.includes(replaces)) return refuse.fileUnknown(`items[${i}].replaces`, allowed);
  }
  return undefined;
}

/** The field of the first item that takes the place of a file which the notice does not ask for. */
export function notAsked(asked: readonly CorrectionItem[], items: readonly SuppliedMaterial[]): string | undefined {
  const isAsked = ({ material, replaces }: SuppliedMaterial): boolean =>
    replaces === undefined ||
    asked.some((one) => one.material === material && [undefined, replaces, material].includes(one.file));
  const stray = items.findIndex((item) => !isAsked(item) && item.replaces !== item.material);
  return stray < 0 ? undefined : `items[${stray}].replaces`;
}

/** Why papers cannot be handed in like this: nothing outside the list, no empty file, nothing in the place of what is not there. */
export const unfitFiles = (items: readonly SuppliedMaterial[], file: CaseFile, policy: Policy): Rejection | undefined =>
  foreignMaterial(items, file, policy) ?? emptyFile(items) ?? unknownReplaced(items, file);

/**
 * What a notice asks for, a file or the only one of a material, is replaced by what is supplied of its material, in order, where
 * nothing else is said. Of several files nobody can tell which one is meant: there it is added.
 */
export function answering(
  asked: readonly CorrectionItem[],
  items: readonly SuppliedMaterial[],
  file: Pick<CaseFile, 'materials'>,
): readonly SuppliedMaterial[] {
  const onlyOne = (material: string): string | undefined => {
    const [one, ...more] = idsOf(material, file);
    return more.length === 0 ? one : undefined;
  };
  const named = new Set(items.flatMap(({ replaces }) => (replaces === undefined ? [] : [replaces])));
  const open = asked
    .map(({ material, file: id = onlyOne(material) }) => ({ material, id }))
    .filter(({ material, id }) => id !== undefined && !named.has(id) && !named.has(material));
  return items.map((item) => {
    if (item.replaces !== undefined) return item;
    const at = open.findIndex(isOf(item.material));
    const id = at < 0 ? undefined : open.splice(at, 1)[0]?.id;
    return id === undefined ? item : { ...item, replaces: id };
  });
}

/** What a notice asks for and nothing answers (许可法32(五)): materials, and files by their ids. */
export function unanswered(asked: readonly CorrectionItem[], items: readonly SuppliedMaterial[]): readonly string[] {
  return asked
    .filter(({ material, file }) => {
      const supplied = items.filter(isOf(material));
      return file === undefined
        ? supplied.length === 0
        : !supplied.some(({ replaces }) => replaces === file || replaces === material);
    })
    .map(({ material, file }) => file ?? material);
}

export const recorded = (items: readonly SuppliedMaterial[], file: CaseFile): readonly SuppliedMaterial[] =>
  numbered(items, filesOf({ materials: file.materials.filter(isOneOf(items)) }));

/**
 * The files of a case after more have come in: each in the place of the one it replaces, or of its whole material, or else beside
 * what is there. What was supplied before files had ids replaced its whole material.
 */
export function withSupplied<F extends CaseFile>(file: F, supplied: readonly SuppliedMaterial[]): F {
  if (supplied.every(({ id }) => id === undefined)) return { ...file, materials: replacedWhole(file.materials, supplied) };
  const gone = new Set(supplied.flatMap(({ replaces }) => (replaces === undefined ? [] : [replaces])));
  const isTouched = isOneOf(supplied);
  const files = filesOf({ materials: file.materials.filter(isTouched) })[Symbol.iterator]();
  // The others keep their places among those of their own material, and so their numbers.
  const kept = file.materials
    .map((one): Material => (isTouched(one) ? (files.next().value as FiledMaterial) : one))
    .filter(({ id = '', material }) => !gone.has(id) && !gone.has(material));
  const added = supplied.map(({ replaces: _gone, ...one }) => one);
  return { ...file, materials: [...kept, ...added] };
}

const replacedWhole = (materials: readonly Material[], supplied: readonly Material[]): readonly Material[] => [
  ...materials.filter(({ material }) => !supplied.some(isOf(material))),
  ...supplied,
];

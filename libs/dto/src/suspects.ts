import type { ClassConstructor } from 'class-transformer';
import { fieldsOf, UNSURE, type Inner } from './declared.js';
import { readerOf } from './quick-read.js';

/** What is left of a body when the rows that are surely right, and the wrong ones beyond the first, are taken out of its lists. */
export interface Suspects {
  readonly body: unknown;
  /** Rows that were taken out although they may be wrong. */
  readonly more: number;
  /** The path in the whole body of a path in what is left. */
  readonly placeOf: (path: string) => string;
  /** A list that has more rows than it may have: then nobody looks at them. */
  readonly tooLong?: { readonly field: string; readonly max: number };
}

type List = Required<Inner>;

export function suspectsIn(type: ClassConstructor<object>, body: unknown, most: number): Suspects {
  const places = new Map<string, readonly number[]>();
  let more = 0;
  let tooLong: Suspects['tooLong'];

  function reduced(of: ClassConstructor<object>, value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const left: Record<string, unknown> = { ...value };
    for (const { name, inner } of fieldsOf(of)) {
      if (inner === undefined) continue;
      const field = path === '' ? name : `${path}.${name}`;
      if (inner.list === undefined) {
        if (left[name] !== undefined) left[name] = reduced(inner.type, left[name], field);
      } else if (Array.isArray(left[name])) left[name] = shortened(left[name], inner as List, field);
    }
    return left;
  }

  function shortened(rows: readonly unknown[], { type: of, list }: List, field: string): readonly unknown[] {
    if (rows.length > list.max) tooLong ??= { field, max: list.max };
    if (tooLong !== undefined) return [];
    const read = readerOf(of);
    const unsure = [...rows.keys()].filter((index) => read(rows[index]) === UNSURE);
    const looked = unsure.slice(0, most);
    more += unsure.length - looked.length;
    const kept = [...new Set([...looked, ...[...rows.keys()].slice(0, list.min)])].sort((a, b) => a - b);
    places.set(field, kept);
    return kept.map((index) => rows[index]);
  }

  const left = reduced(type, body, '');
  return { body: left, more, placeOf, ...(tooLong === undefined ? {} : { tooLong }) };

  function placeOf(path: string): string {
    const [, field = '', index = '', rest = ''] = /^([^[]*)\[(\d+)\](.*)$/.exec(path) ?? [];
    const place = places.get(field)?.[Number(index)];
    return place === undefined ? path : `${field}[${place}]${rest}`;
  }
}

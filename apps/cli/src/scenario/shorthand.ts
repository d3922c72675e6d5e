/** What a scenario says of something, of whatever type: it is checked when it is complete. */
export type Said = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is said, before it what holds where nothing is. */
export const withDefaults = (said: Said, defaults: Said): Said => ({ ...defaults, ...said });

/** Each of a list; what is none is left as it is. */
export const each = (list: unknown, complete: (one: unknown) => unknown): unknown =>
  Array.isArray(list) ? list.map(complete) : list;

/** The name of a person alone will do. */
export const asPerson = (one: unknown): unknown => (typeof one === 'string' ? { id: one } : one);

/** The id of a material alone will do. */
export const asMaterial = (item: unknown): unknown => (typeof item === 'string' ? { material: item } : item);

/** What is asked for, for the reason that is said. */
export function asGap(item: unknown): unknown {
  const gap = asMaterial(item);
  return isObject(gap) ? withDefaults(gap, { reason: '内容不完整' }) : gap;
}

/** What is handed in; why and which file was asked for may be repeated. */
export function asPaper(item: unknown): unknown {
  const paper = asMaterial(item);
  if (!isObject(paper)) return paper;
  const { reason: _why, file: _asked, ...more } = paper;
  return more;
}

export const list = (values: readonly string[]): string => values.join(', ');

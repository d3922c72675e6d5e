export function fee(kind: 'first' | 'renewal') {
  switch (kind) {
    case 'first':
      return 1;
  }
  return 0;
}

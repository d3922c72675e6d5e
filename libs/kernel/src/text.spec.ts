import { isBlank } from './text.js';

test.each(['', ' ', '\t\r\n', '\u3000\u00a0', '\u200b\u2060\ufeff'])('%j says nothing', (text) => {
  expect(isBlank(text)).toBe(true);
});

test.each(['是', ' x ', '\u200b。', '0'])('%j says something', (text) => {
  expect(isBlank(text)).toBe(false);
});

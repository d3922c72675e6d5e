import { isUsername, skeletonOf } from './usernames.js';

test.each(['clerk', 'wang.li', 'li_na-2', 'a@b.cn', '王丽', '王丽2'])('%s is a user name', (name) => {
  expect(isUsername(name)).toBe(true);
});

test.each([
  ['a Cyrillic letter', 'cler\u043a'],
  ['two scripts', '王li'],
  ['one character', 'a'],
  ['a blank', 'a b'],
  ['a mark that turns the direction of writing', 'ab\u202ec'],
  ['an accent', 'ren\u00e9'],
  ['65 characters', 'a'.repeat(65)],
])('%s makes no user name', (_what, name) => {
  expect(isUsername(name)).toBe(false);
});

test.each([
  ['clerk', 'cler\u043a'],
  ['clerk', 'c1erk'],
  ['clerk', 'cIerk'],
  ['admin', 'adrnin'],
  ['zhou', 'zh0u'],
  ['wang.li', 'vvang_li'],
  ['rene', 'ren\u00e9'],
])('%s and %s are taken for each other', (one, other) => {
  expect(skeletonOf(one)).toBe(skeletonOf(other));
});

test.each([
  ['admin', 'admin2'],
  ['reviewer', 'reviewer2'],
  ['li.na', 'lina'],
  ['body-1', 'body-11'],
  ['王丽', '王莉'],
])('%s and %s are told apart', (one, other) => {
  expect(skeletonOf(one)).not.toBe(skeletonOf(other));
});

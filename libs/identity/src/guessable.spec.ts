import { isCommonPassword } from './guessable.js';

test.each([
  ['a common one with figures', 'password1234'],
  ['the same in other letters', 'Passw0rd!2026'],
  ['full width', 'ｐａｓｓｗｏｒｄ２０２６'],
  ['figures alone', '123456789012'],
  ['a day of birth and a telephone number', '19880808-13893110000'],
  ['pinyin', 'woaini520520'],
  ['pinyin and place', 'WoAiLanzhou1314'],
  ['the office', 'jianyanjiance2026'],
  ['office, place and year', 'Gansu@JianCe#2025'],
  ['office in Han', '甘肃检验检测机构2026'],
  ['the product', 'One-Window-2026!'],
  ['the demonstration', 'one-window-demo'],
  ['a walk over the keyboard', '1qaz2wsx3edc4rfv'],
  ['another', 'qwertyuiop[]\\'],
  ['a word told twice', 'tractortractor'],
  ['letters in their order', 'abcdefghijklm'],
  ['a common one and the place', 'dragon.lanzhou'],
])('%s is common: %s', (_what, password) => {
  expect(isCommonPassword(password)).toBe(true);
});

test.each([
  'correct horse battery',
  'only for acceptance',
  '一只红狐狸跳过了小河',
  'xK9vQ2pLmR7t',
  'lanzhou tractor violet',
  'T7rK_qL0vB2n-x9Z',
])('%s is not', (password) => {
  expect(isCommonPassword(password)).toBe(false);
});

test('names of the account are no secret, whole or in part', () => {
  expect(isCommonPassword('陇原示例环境2026')).toBe(false);
  expect(isCommonPassword('陇原示例环境2026', ['river', '陇原示例环境检测有限公司'])).toBe(true);
  expect(isCommonPassword('zhangsan.2026.li', ['zhangsan.li', '张三'])).toBe(true);
});

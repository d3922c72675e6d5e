// Makes libs/identity/data/common-passwords.txt, and its licence beside it, from the list of the package @zxcvbn-ts/language-common:
//   npm pack @zxcvbn-ts/language-common && tar xzf zxcvbn-ts-language-common-*.tgz
//   node scripts/common-passwords.mjs package
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MOST = 10_000;
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/common-passwords.mjs <unpacked package>');

const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const passwords = JSON.parse(readFileSync(join(folder, 'src', 'passwords.json'), 'utf8'));
const head = [
  `# The ${MOST.toLocaleString('en')} commonest passwords, the commonest first.`,
  `# Source: ${name} ${version}, src/passwords.json. Licence: ${license}.`,
  '# Its text stands in common-passwords.LICENSE.txt.',
  '# Made by scripts/common-passwords.mjs.',
];
const data = new URL('../libs/identity/data/', import.meta.url);
writeFileSync(new URL('common-passwords.txt', data), `${[...head, ...passwords.slice(0, MOST)].join('\n')}\n`);
copyFileSync(join(folder, 'LICENSE.txt'), new URL('common-passwords.LICENSE.txt', data));

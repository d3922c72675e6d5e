// node scripts/command-tables.mjs: writes the tables of commands in docs/ from their definitions, their DTOs and the API document.
// node scripts/command-tables.mjs check [FOLDER]: says which page is not what it would write, there or here.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { say } from './say.mjs';
import { main, ROOT } from './setup.mjs';

const built = (path) => import(join(ROOT, 'dist', path));
const code = (text) => `\`${text}\``;
const table = (head, rows) => [head, head.map(() => '-'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** `reasons`, `remedies?`: what may be left out has a question mark. */
const named = ({ name, optional }) => code(`${name}${optional ? '?' : ''}`);

/** The same with what a few values may be, and what is in it. */
const MOST_VALUES = 4;
function told(fieldsOf, field, shown = named(field)) {
  const { inner, schema } = field;
  if (schema.enum !== undefined && schema.enum.length <= MOST_VALUES) return `${shown} (${schema.enum.map(code).join(', ')})`;
  if (inner === undefined) return shown;
  const fields = `{ ${fieldsOf(inner.type)
    .map((one) => told(fieldsOf, one))
    .join(', ')} }`;
  return `${shown} ${inner.list === undefined ? fields : `[${fields}]`}`;
}

/** By the name of a command, its method and path as the API document has them. */
async function routes() {
  const { previewDocument } = await built('apps/api/src/api-document.js');
  const { paths } = await previewDocument();
  const found = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => [operationId, { method, path: path.replace(/\{(\w+)\}/g, ':$1') }]),
  );
  return new Map(found);
}

/** What is written between the markers of each page. `left`: what a scenario says where `with` leaves it out is kept as it was written. */
async function tables() {
  const { COMMAND_DTOS, fieldsOf } = await built('libs/dto/src/index.js');
  const { caseCommands } = await built('libs/case/src/index.js');
  const { offerOf } = await built('libs/office/src/index.js');
  const { isOfRecord } = await built('apps/cli/src/scenario/record-commands.js');
  const routeOf = await routes();
  const names = Object.keys(COMMAND_DTOS).filter((name) => routeOf.get(name)?.method === 'post');
  const fields = (name) => (COMMAND_DTOS[name] === null ? [] : fieldsOf(COMMAND_DTOS[name]));
  const said = (name) => fields(name).map(named).join(', ') || '–';
  const pathOf = (name, path) => (name === 'SubmitApplication' ? `(${code('POST /api/cases')})` : code(path.split('/').pop()));
  return {
    'docs/api.md': {
      'commands of a case': () =>
        table(
          ['command', 'path', 'roles', 'possible in', 'fields'],
          names
            .filter((name) => name in caseCommands)
            .map((name) => {
              const { by, in: statuses } = caseCommands[name];
              return [code(name), pathOf(name, routeOf.get(name).path), by.join(', '), statuses.join(', '), said(name)];
            }),
        ),
      'commands after the grant': () =>
        table(
          ['command', 'path', 'roles', 'fields'],
          names
            .filter((name) => !(name in caseCommands) && name !== 'RegisterCertificate')
            .map((name) => [code(name), code(routeOf.get(name).path), offerOf(name).by.join(', '), said(name)]),
        ),
    },
    'docs/scenario.md': {
      payloads: (left) =>
        table(
          ['command', '`with`', 'left out'],
          names
            .filter(
              (name) => (name in caseCommands || isOfRecord(name)) && name !== 'SubmitApplication' && fields(name).length > 0,
            )
            .map((name) => [
              code(name),
              fields(name)
                .map((field) => told(fieldsOf, field, code(field.name)))
                .join(', '),
              left.get(code(name)) ?? '–',
            ]),
        ),
    },
  };
}

const SECTION = /(<!-- table: ([^>]+) -->\n)([\s\S]*?)(\n<!-- \/table -->)/g;

/** The last cell of each row, by the first. */
const lastCells = (text) =>
  new Map(
    text
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()))
      .map((cells) => [cells[1], cells[cells.length - 2]]),
  );

async function written(file, text, sections) {
  const found = [...text.matchAll(SECTION)].map(([, , name]) => name);
  const missing = Object.keys(sections).filter((name) => !found.includes(name));
  if (missing.length > 0) throw new Error(`${file} has no marker for the table ${missing.join(', ')}`);
  const filled = text.replace(SECTION, (_all, begin, name, now, end) => `${begin}\n${sections[name](lastCells(now))}\n${end}`);
  return format(filled, { ...(await resolveConfig(join(ROOT, file))), filepath: file });
}

await main({ redis: 'unused' }, async ([command, folder = ROOT]) => {
  let status = 0;
  for (const [file, sections] of Object.entries(await tables())) {
    const path = join(folder, file);
    const now = readFileSync(path, 'utf8');
    const text = await written(file, now, sections);
    if (text === now) continue;
    if (command !== 'check') writeFileSync(path, text);
    else status = 1;
    say(command === 'check' ? `${file} is not what the definitions say: node scripts/command-tables.mjs` : `${file} is written`);
  }
  return status;
});

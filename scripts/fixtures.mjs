// node scripts/fixtures.mjs: writes an example of every event that has none, from the type of its data; its values are to be made true.
// node scripts/fixtures.mjs show: prints one of every event.
// node scripts/fixtures.mjs freeze: takes what is new down in frozen.json; from then on it is never edited.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { say } from './say.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FIXTURES = join(ROOT, 'libs/engine/fixtures');
const RECORD = join(FIXTURES, 'frozen.json');
const REGISTRY = join(ROOT, 'libs/engine/src/registry.ts');
const EXAMPLES = { LocalDate: '2026-03-02', Instant: Date.parse('2026-03-02T09:00:00+08:00') };

/** One value of a type: the first of a union, one element of a list, every field that there may be. */
function exampleOf(checker, type) {
  if (type.aliasSymbol?.name in EXAMPLES) return EXAMPLES[type.aliasSymbol.name];
  if (type.isLiteral()) return type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral) return type.intrinsicName === 'true';
  if (type.flags & ts.TypeFlags.BooleanLike) return true;
  if (type.flags & ts.TypeFlags.NumberLike) return 1;
  if (type.flags & ts.TypeFlags.StringLike) return '';
  if (type.flags & ts.TypeFlags.Null) return null;
  if (type.isUnion())
    return exampleOf(
      checker,
      type.types.find(({ flags }) => !(flags & ts.TypeFlags.Undefined)),
    );
  if (checker.isArrayType(type)) return [exampleOf(checker, checker.getTypeArguments(type)[0])];
  if (type.isIntersection() && type.types.some(({ flags }) => flags & ts.TypeFlags.String)) return '';
  return Object.fromEntries(
    checker.getPropertiesOfType(type).map((field) => [field.name, exampleOf(checker, checker.getTypeOfSymbol(field))]),
  );
}

/** The data of an event: what its definition, an evolver or an object with one, is given. */
function dataOf(checker, definition) {
  const ways = definition.isUnion() ? definition.types : [definition];
  const evolver = ways.find((way) => way.getCallSignatures().length > 0);
  const event = checker.getTypeOfSymbol(evolver.getCallSignatures()[0].parameters[1]);
  return checker.getTypeOfSymbol(checker.getPropertyOfType(event, 'data'));
}

/** Under the name of each event that any aggregate defines, an example of its data. */
function skeletons() {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram([REGISTRY], options);
  const checker = program.getTypeChecker();
  const found = {};
  program.getSourceFile(REGISTRY).forEachChild(function visit(node) {
    if (ts.isPropertyAssignment(node) && node.name.text === 'events' && ts.isIdentifier(node.initializer))
      for (const event of checker.getPropertiesOfType(checker.getTypeAtLocation(node.initializer)))
        found[event.name] = exampleOf(checker, dataOf(checker, checker.getTypeOfSymbol(event)));
    node.forEachChild(visit);
  });
  return found;
}

function write() {
  for (const [type, data] of Object.entries(skeletons())) {
    const file = join(FIXTURES, `${type}.v1.json`);
    if (existsSync(file)) continue;
    writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`);
    say(`${type}: make its values true, then node scripts/fixtures.mjs freeze`);
  }
}

function freeze() {
  const frozen = JSON.parse(readFileSync(RECORD, 'utf8'));
  for (const name of readdirSync(FIXTURES).filter((file) => file !== 'frozen.json'))
    frozen[name] ??= createHash('sha256')
      .update(readFileSync(join(FIXTURES, name)))
      .digest('hex');
  writeFileSync(RECORD, `${JSON.stringify(frozen, null, 2)}\n`);
}

const show = () => process.stdout.write(JSON.stringify(skeletons()));

const { [process.argv[2]]: asked = write } = { show, freeze };
asked();

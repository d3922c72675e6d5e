import ts from 'typescript';
import { posix } from 'node:path';
import { exists, filesIn, read } from './markdown.js';

/** A function, constant, command or entry of a list, with the comment before it. */
export interface Declaration {
  readonly name: string;
  readonly comment: string;
  readonly text: string;
  /** What of its own file it names. */
  readonly uses: readonly string[];
  readonly node: ts.Node;
}

const parsed = (path: string): ts.SourceFile => ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);

function within(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => {
    within(child, visit);
  });
}

/** `name: 'x'`, as entries of a list carry it. */
const nameOfEntry = (node: ts.Node): string | undefined => {
  if (!ts.isObjectLiteralExpression(node) || !ts.isArrayLiteralExpression(node.parent)) return undefined;
  const given = node.properties.find((one) => one.name?.getText() === 'name');
  return given !== undefined && ts.isPropertyAssignment(given) && ts.isStringLiteral(given.initializer)
    ? given.initializer.text
    : undefined;
};

function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name?.text;
  if (ts.isVariableStatement(node) && ts.isSourceFile(node.parent)) return node.declarationList.declarations[0]?.name.getText();
  if (ts.isPropertyAssignment(node) && /^command\(/.test(node.initializer.getText())) return node.name.getText();
  return nameOfEntry(node);
}

const known = new Map<string, readonly Declaration[]>();

/** Everything in a file that a rule may be. */
export function declarationsIn(path: string): readonly Declaration[] {
  const found = known.get(path);
  if (found !== undefined) return found;
  const all: Declaration[] = [];
  if (exists(path)) {
    within(parsed(path), (node) => {
      const name = nameOf(node);
      if (name === undefined) return;
      const [text, uses] = [node.getFullText(), new Set<string>()];
      within(node, (inner) => {
        if (ts.isIdentifier(inner)) uses.add(inner.text);
      });
      all.push({ name, comment: text.slice(0, node.getLeadingTriviaWidth()), text, uses: [...uses], node });
    });
  }
  known.set(path, all);
  return all;
}

/** Names of the entries of a list, in its order. */
export function entriesOf(path: string, list: string): string[] {
  const node = declarationsIn(path).find(({ name }) => name === list)?.node;
  let entries: string[] = [];
  if (node !== undefined) {
    within(node, (inner) => {
      if (ts.isArrayLiteralExpression(inner) && entries.length === 0)
        entries = inner.elements.map((one) => nameOfEntry(one) ?? one.getText());
    });
  }
  return entries;
}

/** The rejections of a part: one file, or a folder of them. */
export const isRejections = (path: string): boolean => /\/rejections(\.ts$|\/)/.test(path);
export const rejectionsIn = (folder: string): Declaration[] => filesIn(folder).filter(isRejections).flatMap(declarationsIn);

/** The folder, its own or one above, that has the rejections of what is in it. */
export function roomOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' || exists(`${folder}/rejections.ts`) ? folder : roomOf(folder);
}

/** A rule as it stands: itself, what it names of its own file, and the rejections that it gives. */
export function codeOf(path: string, rule: string): string | undefined {
  const own = declarationsIn(path);
  const found = own.filter(({ name }) => name === rule);
  if (found.length === 0) return undefined;
  const beside = own.filter(({ name }) => name !== rule && found.some(({ uses }) => uses.includes(name)));
  const given = [...found, ...beside].map(({ text }) => text).join('\n');
  const refused = [...given.matchAll(/\brefuse\.(\w+)/g)].map((match) => match[1]);
  const rejections = rejectionsIn(roomOf(path));
  return [given, ...rejections.filter(({ name }) => refused.includes(name)).map(({ text }) => text)].join('\n');
}

export interface Test {
  /** With the groups that it is in: `ExtendDecision › once`. */
  readonly title: string;
  readonly text: string;
}

/** The tests of a file, by their titles as they are written, `%s` and all. */
export function testsIn(path: string): Test[] {
  const all: Test[] = [];
  const collect = (node: ts.Node, groups: readonly string[]): void => {
    const called = ts.isCallExpression(node) ? /^(describe|test|it)\b/.exec(node.expression.getText())?.[1] : undefined;
    const [first] = ts.isCallExpression(node) ? node.arguments : [];
    const titled = called !== undefined && first !== undefined && ts.isStringLiteralLike(first);
    const inside = titled ? [...groups, first.text] : groups;
    if (titled && called !== 'describe') all.push({ title: inside.join(' › '), text: `${inside.join('\n')}\n${node.getText()}` });
    node.forEachChild((child) => {
      collect(child, inside);
    });
  };
  if (exists(path)) collect(parsed(path), []);
  return all;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#engine';

const ROOT = projectRoot();
const TOP = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

export interface Doc {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block; `info` is what follows the backticks, for example `ts file=libs/kernel/src/decision.ts`. */
export interface Fence {
  readonly at: string;
  readonly info: string;
  readonly text: string;
}

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
export const exists = (path: string): boolean => existsSync(join(ROOT, path));

/** Every file below a folder, as paths from the root of the repository. */
export const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`);

export const doc = (path: string): Doc => ({ path, text: read(path) });

export const docs = (): Doc[] => [...TOP, ...filesIn('docs').filter((path) => path.endsWith('.md'))].map(doc);

const FENCE = /^```(.*)\n([\s\S]*?)^```$/gm;

export const fencesOf = ({ path, text }: Doc): Fence[] =>
  [...text.matchAll(FENCE)].map((match) => ({
    at: `${path}:${text.slice(0, match.index).split('\n').length}`,
    info: match[1] ?? '',
    text: match[2] ?? '',
  }));

/** What is prose, tables and headings: the fenced blocks left out. */
export const proseOf = ({ text }: Doc): string => text.replace(FENCE, '');

/** Targets of links, as they are written. */
export const linksOf = (doc: Doc): string[] =>
  [
    ...proseOf(doc)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map((match) => match[1] ?? '');

/** Texts in backticks outside of fenced blocks. */
export const codeIn = (doc: Doc): string[] => [...proseOf(doc).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');

/** Anchors of the headings, made as the forges make them. */
export const anchorsOf = (doc: Doc): string[] =>
  [...proseOf(doc).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Rows of all tables under a heading, cell by cell, without the header rows. */
export function rowsUnder(doc: Doc, heading: string): string[][] {
  const section = proseOf(doc)
    .split(/^(?=#+ )/m)
    .find((part) => part.startsWith(`## ${heading}\n`));
  if (section === undefined) throw new Error(`${doc.path} has no section "${heading}"`);
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  const isRule = (row: string | undefined): boolean => row !== undefined && /^[|\s:-]+$/.test(row);
  return rows.filter((row, i) => !isRule(row) && !isRule(rows[i + 1])).map(cellsOf);
}

const cellsOf = (row: string): string[] =>
  row
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim());

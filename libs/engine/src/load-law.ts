import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataFileError, forgetSchemas } from '#data-files';
import { createCalendarBook, createPolicyBook, lawOf, parseCalendarYear, parseLunarDays, parsePolicyPack, type Law } from '#law';
import { parseDocumentTemplates, type DocumentTemplates } from '#official-documents';

/** The folder that holds package.json: data files lie at the same place below it for sources and for the build. */
export function projectRoot(from = dirname(fileURLToPath(import.meta.url))): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json not found above the program');
  return projectRoot(parent);
}

export interface LawFolders {
  readonly calendar: string;
  readonly policy: string;
}

export const shippedLaw = (): LawFolders => ({
  calendar: join(projectRoot(), 'libs', 'law', 'data', 'calendar'),
  policy: join(projectRoot(), 'libs', 'law', 'data', 'policy', 'packs'),
});

const LUNAR_DAYS = 'lunar-days.json';

/** Reads and checks every calendar year and policy pack. Throws DataFileError with file and JSON path. */
export function loadLaw(folders: LawFolders = shippedLaw()): Law {
  const years = jsonFiles(folders.calendar).filter(({ file }) => file !== LUNAR_DAYS);
  const law = lawOf(
    createCalendarBook(
      years.map(({ json, file }) => parseCalendarYear(json, file)),
      [],
      parseLunarDays(parse(join(folders.calendar, LUNAR_DAYS)), LUNAR_DAYS),
    ),
    createPolicyBook(jsonFiles(folders.policy).map(({ json, file }) => parsePolicyPack(json, file))),
  );
  // Law is published rarely, and that of a pack is the largest.
  forgetSchemas();
  return law;
}

/** Reads and checks the forms of the official documents. Throws DataFileError with file and JSON path. */
export function loadDocumentTemplates(): DocumentTemplates {
  const file = join(projectRoot(), 'libs', 'official-documents', 'data', 'templates.json');
  return parseDocumentTemplates(parse(file), basename(file));
}

function jsonFiles(folder: string): { json: unknown; file: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ json: parse(join(folder, name)), file: basename(name) }));
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (fault) {
    throw new DataFileError(basename(file), '$', `not JSON: ${(fault as Error).message}`);
  }
}

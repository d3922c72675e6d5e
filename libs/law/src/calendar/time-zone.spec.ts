import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

// Jest gives tests a copy of process.env, so a TZ set here would change nothing: a child process with its own TZ is asked instead.
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const FOLDERS = ['libs/kernel/src', 'libs/data-files/src', 'libs/law/src/calendar'];
const ASK = `
import { readdirSync, readFileSync } from 'node:fs';
import { addMonths, dateOf, instant, localDate } from '#kernel';
import { createCalendarBook, parseCalendarYear, parseLunarDays } from './libs/law/src/calendar/index.js';
const json = (file) => JSON.parse(readFileSync('data/' + file, 'utf8'));
const files = readdirSync('data').filter((file) => !file.startsWith('lunar')).map((file) => parseCalendarYear(json(file), file));
const calendar = createCalendarBook(files, [], parseLunarDays(json('lunar-days.json'), 'lunar-days.json')).current;
const days = Array.from({ length: 248 }, (_, n) => calendar.addWorkingDays(localDate('2025-12-31'), n));
const rule = ['2029-12-31', '2028-01-25', '2028-10-06', '2100-01-01'].map((date) => calendar.kindOf(date));
const kinds = files.flatMap(({ off, work }) => [...off, ...work]).map((date) => calendar.kindOf(date));
const answers = [days, [...kinds, ...rule], calendar.addWorkingDays(localDate('2026-09-30'), 1), addMonths(localDate('2026-11-30'), 3),
  dateOf(instant('2026-03-02T00:00:00+08:00')), calendar.onOrNextWorkingDay(localDate('2026-10-01'))];
console.log(JSON.stringify({ offset: new Date('2026-01-01T00:00:00Z').getTimezoneOffset(), answers }));
`;

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'calendar-'));
  for (const folder of FOLDERS) {
    const [source, target] = [join(ROOT, folder), join(directory, folder)];
    mkdirSync(target, { recursive: true });
    for (const file of readdirSync(source).filter((name) => !name.endsWith('.spec.ts'))) {
      const { code } = transformSync(readFileSync(join(source, file), 'utf8'), {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      });
      writeFileSync(join(target, file.replace(/ts$/, 'js')), code);
    }
  }
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ type: 'module', imports: { '#*': './libs/*/src/index.js' } }));
  writeFileSync(join(directory, 'ask.js'), ASK);
  cpSync(join(ROOT, 'libs/law/data/calendar'), join(directory, 'data'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Answer {
  readonly offset: number;
  readonly answers: readonly unknown[];
}

const askIn = (TZ: string): Answer =>
  JSON.parse(execFileSync(process.execPath, ['ask.js'], { cwd: directory, env: { TZ }, encoding: 'utf8' })) as Answer;

test.each([
  ['America/New_York', 300],
  ['Pacific/Kiritimati', -840],
  ['UTC', 0],
])('the answers under TZ=%s are those of Asia/Shanghai', (zone, offset) => {
  const there = askIn(zone);
  const here = askIn('Asia/Shanghai');
  expect([there.offset, here.offset]).toEqual([offset, -480]);
  expect(there.answers).toEqual(here.answers);
  expect(here.answers.slice(2)).toEqual(['2026-10-08', '2027-02-28', '2026-03-02', '2026-10-08']);
});

import type { Log } from '#engine';

/** Control characters never reach the terminal or forge a line. */
const clean = (line: string): string => line.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '?');

export const consoleLog: Log = {
  info: (line) => void process.stdout.write(`${clean(line)}\n`),
  warn: (line) => void process.stderr.write(`warning: ${clean(line)}\n`),
  error: (line) => void process.stderr.write(`error: ${clean(line)}\n`),
};

import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs Node with our own input and output and answers the exit status. Signals are passed on, once each.
 * Ctrl-C in a terminal reaches the child by itself, so there it is not passed on a second time.
 */
export function runNode(args, { env = process.env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit', env, cwd });
    const sent = new Set();
    const forward = (signal) => {
      if (sent.has(signal) || (signal === 'SIGINT' && process.stdin.isTTY)) return;
      sent.add(signal);
      child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of FORWARDED) process.off(name, forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Runs a command to its end with its output kept back. */
export function runQuietly(command, args, { env = process.env, cwd } = {}) {
  const result = spawnSync(command, args, { env, cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`;
  const lines = output.trim().split('\n');
  return { ok: result.status === 0, head: lines.slice(0, 15).join('\n'), tail: lines.slice(-25).join('\n') };
}

/** True when the shell would find it. */
export const isOnPath = (command) => spawnSync('sh', ['-c', `command -v "$0"`, command]).status === 0;

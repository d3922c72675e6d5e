import { execFile, execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, ftruncateSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from './sandbox.js';

const run = promisify(execFile);
const SIZE_BYTES = 128 * 1024 * 1024;

/** Why this machine cannot play a power cut, or undefined where it can. */
export function whyNoPowerCut(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root for loop devices';
  const folder = mkdtempSync(join(tmpdir(), 'one-window-loop-'));
  try {
    makeImage(join(folder, 'image'));
    execFileSync('mount', ['-o', 'loop', join(folder, 'image'), folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'needs loop devices and ext4';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * An ext4 of its own. What was written but not synced is in the memory of the kernel and not in the image: a copy of the image is
 * what a power cut leaves.
 */
export class Disk {
  readonly folder: string;
  readonly #sandbox: Sandbox;
  readonly #image: string;

  private constructor(sandbox: Sandbox, image: string, folder: string) {
    this.#sandbox = sandbox;
    this.#image = image;
    this.folder = folder;
  }

  static async mount(sandbox: Sandbox, image?: string): Promise<Disk> {
    const place = sandbox.folder('disk');
    const file = image ?? join(place, 'image');
    if (image === undefined) makeImage(file);
    const folder = join(place, 'mounted');
    mkdirSync(folder);
    await run('mount', ['-o', 'loop', file, folder]);
    const disk = new Disk(sandbox, file, folder);
    sandbox.beforehand(() => run('umount', ['--lazy', folder]));
    return disk;
  }

  /** The power goes at this instant; the copy can be mounted. Whoever writes to this disk must stand still. */
  async cut(): Promise<string> {
    const copy = join(this.#sandbox.folder('cut'), 'image');
    await run('cp', ['--sparse=always', this.#image, copy]);
    return copy;
  }

  async unmount(): Promise<void> {
    await run('umount', [this.folder]);
  }
}

function makeImage(file: string): void {
  const handle = openSync(file, 'w');
  ftruncateSync(handle, SIZE_BYTES);
  closeSync(handle);
  execFileSync('mkfs.ext4', ['-q', '-F', file], { stdio: 'ignore' });
}

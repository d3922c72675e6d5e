// npm leaves out of package-lock.json the binaries for other platforms that the registry at hand does not have, and then
// `npm ci` refuses the file everywhere. This adds them by the exact versions that their parents ask for. Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = join(fileURLToPath(import.meta.url), '../../package-lock.json');
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const added = {};

for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (lock.packages[`node_modules/${name}`] ?? lock.packages[`${parent}/node_modules/${name}`]) continue;
    const parts = name.split(/[/-]/);
    const os = OS.filter((word) => parts.includes(word));
    const cpu = CPU.filter((word) => parts.includes(word)).slice(0, 1);
    if (os.length === 0 || !/^\d/.test(version))
      throw new Error(`${parent} wants ${name}@${version}: not a binary of one platform`);
    added[`node_modules/${name}`] = { version, ...(cpu.length > 0 && { cpu }), ...(dev && { dev }), optional: true, os };
  }
}

const sorted = Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(sorted);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${Object.keys(added).length} added\n`);

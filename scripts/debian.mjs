import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { isOnPath, runQuietly } from './child.mjs';
import { say, seconds } from './say.mjs';

const POLICY = '/usr/sbin/policy-rc.d';
const PATIENCE = ['-qq', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1'];

export const mayInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version') && isOnPath('apt-get');

/** Installs Debian packages without starting any service. Answers whether it worked; says why not. */
export function installFromDebian(packages) {
  const begun = performance.now();
  const result = withoutServices(() => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const update = runQuietly('apt-get', ['update', ...PATIENCE], { env });
    return update.ok
      ? runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...PATIENCE, ...packages], { env })
      : update;
  });
  say(result.ok ? `Debian packages installed: ${packages.join(' ')} (${seconds(begun)})` : `apt-get failed:\n${result.tail}`);
  return result.ok;
}

/** Debian starts a service as soon as it is installed, unless this file says no. */
function withoutServices(install) {
  const ours = !existsSync(POLICY);
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return install();
  } finally {
    if (ours) rmSync(POLICY);
  }
}

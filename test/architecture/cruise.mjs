// node cruise.mjs FOLDER…: cruises each with the project's rules and prints, as JSON, what it found. One process for all:
// loading the compiler takes longer than any of them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../../.dependency-cruiser.mjs';

const tsConfig = extractTSConfig(fileURLToPath(new URL('../../tsconfig.json', import.meta.url)));
const found = {};
for (const folder of process.argv.slice(2)) {
  process.chdir(folder);
  const trees = ['apps', 'libs', 'test'].filter((tree) => existsSync(join(folder, tree)));
  const { options, ...ruleSet } = config;
  const { output } = await cruise(trees, { ...options, ruleSet, validate: true }, options.enhancedResolveOptions, { tsConfig });
  found[folder] = {
    modules: output.summary.totalCruised,
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
process.stdout.write(JSON.stringify({ rules: config.forbidden.map(({ name }) => name), found }));

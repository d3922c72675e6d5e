import { loadLaw } from '#engine';
import { FIGURES } from '#five-reductions';
import { localDate } from '#kernel';
import { printMeter } from '../../apps/cli/src/meter.js';
import { doc, rowsUnder } from './markdown.js';

const page = doc('docs/five-reductions.md');
const ON = '2026-06-01';

it('the page shows what the command prints', () => {
  const [, , ...table] = printMeter(['--on', ON]).trimEnd().split('\n');
  expect(table.length).toBeGreaterThan(20);
  expect(page.text).toContain(`## By kind, on ${ON}\n\n${table.join('\n')}\n`);
  expect(page.text).toContain(`npm run meter -- --on ${ON}`);
});

it('the page says what each figure is', () => {
  const defined = rowsUnder(page, 'By kind, on 2026-06-01').length;
  expect(defined).toBe(
    printMeter(['--on', ON])
      .split('\n')
      .filter((line) => line.startsWith('| `')).length,
  );
  for (const name of FIGURES) expect(page.text).toMatch(new RegExp(`^\\| ${name.replace('D', ' d')} `, 'm'));
});

it('the baseline that the page names is the one that is counted', () => {
  const { baselinePolicy } = JSON.parse(printMeter(['--on', ON, '--json'])) as { baselinePolicy: string };
  expect(baselinePolicy).toBe(loadLaw().policies.findInForce(localDate('2018-07-31'))?.versionLabel);
});

import { writeFileSync } from 'node:fs';
import { measureAlarms, measureSweep } from './alarms.js';
import { readArguments, USAGE, type Arguments, type Part } from './arguments.js';
import { measureLoad } from './load.js';
import { lookAtMachine } from './machine.js';
import { measureRebuild } from './rebuild.js';
import { commandRows, POINT_HEADER, pointRow, profileTables, summary, type Results } from './report.js';
import { leaveNothingBehind } from './sandbox.js';
import { measureSignIn } from './sign-in.js';
import { measureStarts } from './start.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const MEASURE: { readonly [P in Part]: (args: Arguments) => Promise<Results> } = {
  start: measureStarts,
  async load(args) {
    say(POINT_HEADER);
    const profiles: string[] = [];
    const result = await measureLoad(
      args,
      (point) => say(pointRow(point)),
      (profile) => profiles.push(profileTables(profile)),
    );
    const last = result.points.at(-1);
    if (last !== undefined) say(commandRows(last));
    for (const profile of profiles) say(profile);
    return result;
  },
  'sign-in': async () => ({ signIn: await measureSignIn() }),
  rebuild: async ({ events }) => ({ rebuild: await measureRebuild(events) }),
  async alarms({ sweep }) {
    const alarms = await measureAlarms();
    return sweep ? { alarms, sweep: await measureSweep() } : { alarms };
  },
};

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  const machine = lookAtMachine();
  const { processor, cores, node, loadBefore, fixedWorkMs, syncsPerSecond } = machine;
  say(
    `${processor}, ${cores} cores, Node ${node}, load ${loadBefore.toFixed(1)}, fixed work ${fixedWorkMs} ms, ${syncsPerSecond} syncs/s\n`,
  );
  let results: Results = {};
  for (const part of args.parts) results = { ...results, ...(await MEASURE[part](args)) };
  say(`\n${summary(results)}`);
  if (results.serverComplaints) say(`the server complained:\n${results.serverComplaints.slice(0, 2000)}`);
  writeFileSync(args.json, `${JSON.stringify({ ...results, machine }, null, 1)}\n`);
  say(args.json);
}

leaveNothingBehind();
try {
  await main();
  process.exit(0);
} catch (fault) {
  const isUsage = fault instanceof Error && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${fault instanceof Error ? (isUsage ? `${fault.message}\n${USAGE}` : fault.stack) : String(fault)}\n`);
  process.exit(1);
}

import { runCli } from './cli.js';

process.exitCode = await runCli(process.argv.slice(2), {
  dataFolder: process.env['EVENT_STORE_URL']?.replace(/^sqlite:/, '') ?? process.env['DATA_DIR'] ?? './data',
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});

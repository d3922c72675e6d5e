import { join } from 'node:path';
import { runNode } from './child.mjs';
import { main, ROOT } from './setup.mjs';

await main({ redis: 'useful' }, (args) => runNode([join(ROOT, 'dist/apps/api/src/main.js'), ...args]));

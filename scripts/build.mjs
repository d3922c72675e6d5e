import { main } from './setup.mjs';

await main({ redis: 'unused' }, () => 0);

// Loaded into the server by a control: it writes with synchronous=NORMAL and says that it is FULL.
import { spoilDatabase } from './spoilt-database.mjs';

const FULL = 2;

spoilDatabase((database) => ({
  pragma(text, options) {
    if (text === 'synchronous') return FULL;
    return database.pragma(text === 'synchronous = FULL' ? 'synchronous = NORMAL' : text, options);
  },
}));

import { fee } from './index.js';
export const rate = (): number => fee();

import { rate } from './rate.js';
export const fee = () => rate();

import { existsSync } from 'fs';
export const there = () => existsSync('x');

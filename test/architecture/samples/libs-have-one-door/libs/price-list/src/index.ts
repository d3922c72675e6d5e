export { fee } from './fee.js';

export { fee } from './fee.testing.js';

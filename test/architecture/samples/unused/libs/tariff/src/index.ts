export { tariff, rate, type Rate } from './tariff.js';

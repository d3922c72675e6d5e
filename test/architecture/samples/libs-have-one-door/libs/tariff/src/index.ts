export { fee } from '../../price-list/src/fee.js';

export { fee } from '../../../libs/price-list/src/fee.js';

export { fee } from '#price-list';

export { fee } from '#price-lists';

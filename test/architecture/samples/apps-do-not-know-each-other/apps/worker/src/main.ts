export { port } from '../../api/src/main.js';

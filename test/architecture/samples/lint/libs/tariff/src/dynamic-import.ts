export const load = () => import('./allowed.js');

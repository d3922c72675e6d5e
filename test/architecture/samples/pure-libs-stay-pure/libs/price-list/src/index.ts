import { store } from '#event-store';
export const fee = store;

import { LRUCache } from 'lru-cache';
export const fees = new LRUCache({ max: 9 });

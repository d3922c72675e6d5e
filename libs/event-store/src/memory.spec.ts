import { describeEventStoreContract } from './contract.js';
import { createMemoryStore } from './memory.js';

describeEventStoreContract('the memory store', async (onCommit) => {
  const store = createMemoryStore(onCommit === undefined ? {} : { onCommit });
  return { store, close: () => store.close() };
});

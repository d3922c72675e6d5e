import { createCodec } from './codec.js';
import { describeEventStoreContract } from './contract.js';
import { anAppend, someEvents, stored } from './contract/samples.js';
import { createMemoryStore } from './memory.js';

describeEventStoreContract('the memory store', async (onCommit) => {
  const store = createMemoryStore(onCommit === undefined ? {} : { onCommit });
  return { store, close: () => store.close() };
});

it('gives every event in its current version, whoever asks', async () => {
  const codec = createCodec([
    { type: 'ApplicationReceived', version: 2, upcast: { 1: ({ by }: { by: string }) => ({ officer: by }) } },
  ]);
  const store = createMemoryStore({ decode: codec.decode });
  const events = someEvents(1, { data: { by: 'u-1' } });
  const answered = stored(await store.append(anAppend('case-1', 'none', { events })));
  const following = store.subscribeAll(undefined, new AbortController().signal)[Symbol.asyncIterator]();
  const told = await following.next();
  const found = await store.findEvent(events[0]?.id ?? '');
  for (const read of [answered, await store.readStream('case-1'), await store.readAll(undefined, 10), told.value, [found]])
    expect(read).toMatchObject([{ version: 2, data: { officer: 'u-1' } }]);
  await store.close();
});

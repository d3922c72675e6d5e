import type { Checkpoints, EventStore, Position, RecordedEvent } from '#event-store';
import type { Errand, Process, ProcessEvent } from '#processes';
import type { Errands } from './errands.js';

export interface ProcessRunner {
  /** Resolves when every event up to the end of the log has been reacted to, and so on until nothing more comes; false after `timeoutMs`. */
  caughtUp(timeoutMs?: number): Promise<boolean>;
  /** Events not yet reacted to are seen again at the next start. */
  stop(): Promise<void>;
}

const SAVE_EVERY = 1000;
const UNDER_WAY_MAX = 256;
const BEFORE_ALL = '0';

/** Feeds the log to the processes; what they want is done, or on the list of what is still to be done, before their place moves on. */
export function startProcesses(
  processes: readonly Process[],
  store: EventStore,
  errands: Pick<Errands, 'see'>,
  checkpoints: Checkpoints,
): ProcessRunner {
  const stopping = new AbortController();
  const waiting = new Set<() => void>();
  const byType = new Map<string, readonly Process[]>();
  for (const type of new Set<string>(processes.flatMap(({ on }) => on)))
    byType.set(
      type,
      processes.filter(({ on }) => (on as readonly string[]).includes(type)),
    );
  const isAfter = (one: Position, other: Position): boolean => other === BEFORE_ALL || store.comparePositions(one, other) > 0;
  let places: ReadonlyMap<string, Position> = new Map();
  let position: Position | undefined;
  let sinceSave = 0;
  let saving = Promise.resolve();

  const placeOf = ({ name }: Process): Position => places.get(name) ?? BEFORE_ALL;

  /** At the place of the one that is furthest behind: each is told only what comes after its own. */
  async function begin(): Promise<void> {
    places = await placesOf(processes, checkpoints, await store.head());
    const least = [...places.values()].reduce((one, other) => (other === BEFORE_ALL || isAfter(one, other) ? other : one));
    position = least === BEFORE_ALL ? undefined : least;
    for (const wake of [...waiting]) wake();
  }

  const errandsAfter = (event: RecordedEvent): readonly Errand[] =>
    (byType.get(event.type) ?? []).flatMap((process) =>
      isAfter(event.position, placeOf(process)) ? process.react(event as unknown as ProcessEvent) : [],
    );

  async function seeAll(event: RecordedEvent, wanted: readonly Errand[]): Promise<boolean> {
    for (const errand of wanted) if (!(await errands.see(event, errand))) return false;
    return true;
  }

  /** Each stream in order, streams beside each other; the position moves when all of a batch is done. */
  async function run(): Promise<void> {
    const tails = new Map<string, Promise<void>>();
    const batches: { readonly position: Position; readonly count: number; left: number }[] = [];
    let room: (() => void) | undefined;
    let underWay = 0;

    function advance(): void {
      while (batches[0]?.left === 0) {
        const done = batches.shift();
        position = done?.position;
        sinceSave += done?.count ?? 0;
      }
      if (sinceSave >= SAVE_EVERY) void save();
      for (const wake of [...waiting]) wake();
    }

    await begin();
    for await (const events of store.subscribeAll(position, stopping.signal)) {
      const wanted = events.flatMap((event) => {
        const called = errandsAfter(event);
        return called.length === 0 ? [] : [{ event, called }];
      });
      const last = events.at(-1);
      if (last === undefined) continue;
      const batch = { position: last.position, count: events.length, left: wanted.length };
      batches.push(batch);
      for (const { event, called } of wanted) {
        underWay += 1;
        const work = (tails.get(event.stream) ?? Promise.resolve()).then(async () => {
          const seen = await seeAll(event, called);
          if (tails.get(event.stream) === work) tails.delete(event.stream);
          underWay -= 1;
          // An errand given up because the program stops is not done: the position stays before it.
          if (seen) batch.left -= 1;
          advance();
          room?.();
        });
        tails.set(event.stream, work);
      }
      if (wanted.length === 0) advance();
      while (underWay > UNDER_WAY_MAX) await new Promise<void>((resolve) => (room = resolve));
    }
    await Promise.all(tails.values());
  }

  /** One after the other: no place steps back. One that cannot be written is written with the next, and until then more is seen again. */
  function save(): Promise<void> {
    const at = position;
    if (at === undefined) return saving;
    sinceSave = 0;
    const passed = processes.filter((process) => isAfter(at, placeOf(process)));
    saving = saving
      .then(() => Promise.all(passed.map(({ name }) => checkpoints.save(name, at))))
      .then(
        () => undefined,
        () => void (sinceSave += SAVE_EVERY),
      );
    return saving;
  }

  const running = run();

  return {
    async caughtUp(timeoutMs = 2000) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const head = await store.head();
        if (head === undefined || (position !== undefined && store.comparePositions(position, head) >= 0)) return true;
        const left = deadline - performance.now();
        if (left <= 0) return false;
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            clearTimeout(timer);
            waiting.delete(wake);
            resolve();
          };
          const timer = setTimeout(wake, left);
          waiting.add(wake);
        });
      }
    },
    async stop() {
      stopping.abort();
      await running;
      await save();
    },
  };
}

/** Where each process has got to. One that begins with its introduction has its place written down when it is first met. */
async function placesOf(
  processes: readonly Process[],
  checkpoints: Checkpoints,
  head: Position = BEFORE_ALL,
): Promise<ReadonlyMap<string, Position>> {
  const placeOf = async ({ name, begins }: Process): Promise<[string, Position]> => {
    const known = await checkpoints.find(name);
    if (known !== undefined || begins === 'beginning') return [name, known ?? BEFORE_ALL];
    await checkpoints.save(name, head);
    return [name, head];
  };
  return new Map(await Promise.all(processes.map(placeOf)));
}

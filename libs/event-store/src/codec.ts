import type { Shape } from '#kernel';
import type { RecordedEvent } from './port.js';

/** A kind of event as the program writes it today, and how its older versions are read. */
export interface EventDefinition extends Shape {
  readonly type: string;
  readonly version: number;
}

export interface EncodedEvent {
  readonly type: string;
  readonly version: number;
  readonly data: object;
}

export interface Codec {
  /** Throws UnknownEventTypeError. */
  encode(type: string, data: object): EncodedEvent;
  /** The event with its data as of the current version: itself where it is of that. Throws UnknownEventTypeError and UnknownEventVersionError; never skips. */
  decode<E extends EncodedEvent = RecordedEvent>(event: E): E;
}

export class UnknownEventTypeError extends Error {
  override readonly name = 'UnknownEventTypeError';
  constructor(readonly type: string) {
    super(`no event is defined by the name ${type}`);
  }
}

export class UnknownEventVersionError extends Error {
  override readonly name = 'UnknownEventVersionError';
  constructor(
    readonly type: string,
    readonly version: number,
    known: number,
  ) {
    super(`${type} is stored in version ${version}, but this program knows versions 1 to ${known}`);
  }
}

type Upcast = (data: object) => object;

/** Throws Error where a type is defined twice, or an upcaster is missing or leads nowhere: the program must not start. */
export function createCodec(definitions: readonly EventDefinition[]): Codec {
  const chains = new Map<string, readonly Upcast[]>();
  for (const definition of definitions) {
    if (chains.has(definition.type)) throw new Error(`${definition.type} is defined twice`);
    chains.set(definition.type, chainOf(definition));
  }

  function chain(type: string): readonly Upcast[] {
    const found = chains.get(type);
    if (found === undefined) throw new UnknownEventTypeError(type);
    return found;
  }

  return {
    encode: (type, data) => ({ type, version: chain(type).length + 1, data }),
    decode(event) {
      const upcasts = chain(event.type);
      const current = upcasts.length + 1;
      if (event.version === current) return event;
      if (!Number.isInteger(event.version) || event.version < 1 || event.version > current)
        throw new UnknownEventVersionError(event.type, event.version, current);
      const data = upcasts.slice(event.version - 1).reduce((older, upcast) => upcast(older), event.data);
      return { ...event, version: current, data };
    },
  };
}

function chainOf({ type, version, upcast = {} }: EventDefinition): readonly Upcast[] {
  if (!Number.isInteger(version) || version < 1) throw new Error(`${type} has no version from 1, but ${version}`);
  const stray = Object.keys(upcast).find((from) => !(Number(from) >= 1 && Number(from) < version));
  if (stray !== undefined) throw new Error(`${type} has an upcaster from version ${stray}, but is at version ${version}`);
  return Array.from({ length: version - 1 }, (_, index) => {
    const step = upcast[index + 1];
    if (step === undefined) throw new Error(`${type} has no upcaster from version ${index + 1}`);
    return step as Upcast;
  });
}

import { hash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const VARIANT = '89ab';
const NAMESPACE_BYTES = 16;
/** Every command is named by several of these. */
const scratch = Buffer.alloc(512);

/** The textual form of RFC 9562, of any version, in either case. */
export const isUuid = (text: string): boolean => UUID.test(text);

/**
 * The id of the `index`-th event (from 0) that a command causes: running the same command again names the same events.
 * Throws RangeError where `commandId` is not a UUID.
 */
export const eventId = (commandId: string, index: number): string => uuidv5(commandId, String(index));

/** Name-based UUID of RFC 9562, 5.5, in lower case; `name` is taken as UTF-8. Throws RangeError where `namespace` is not a UUID. */
export function uuidv5(namespace: string, name: string): string {
  if (!isUuid(namespace)) throw new RangeError(`not a UUID: ${namespace}`);
  const length = NAMESPACE_BYTES + Buffer.byteLength(name);
  const bytes = length <= scratch.length ? scratch.subarray(0, length) : Buffer.allocUnsafe(length);
  bytes.write(hexOf(namespace), 'hex');
  bytes.write(name, NAMESPACE_BYTES);
  const hex = hash('sha1', bytes);
  const variant = VARIANT.charAt(parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The 32 digits without the hyphens. */
const hexOf = (uuid: string): string =>
  uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);

/** 32 hexadecimal digits as a UUID. */
export const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

import { invariant } from "./invariant.js";

/** Says what an id names, in the id itself, so that a log line or an URL does; the server's modules declare theirs. */
export const PREFIX = /^[a-z]{3}$/;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const BODY_LENGTH = 26;
const RANDOM_BITS = 62n;

/** A new id: prefix, "_" and a UUIDv7 (RFC 9562, section 5.7) in 26 characters of lower-case Crockford base32. */
export function newId(prefix: string, now: number = Date.now()): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(now / 2 ** 32));
  view.setUint32(2, now % 2 ** 32);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `${prefix}_${base32((view.getBigUint64(0) << 64n) | view.getBigUint64(8))}`;
}

function base32(value: bigint): string {
  let text = "";
  for (let index = 0; index < BODY_LENGTH; index++) {
    text = ALPHABET[Number(value & 31n)]! + text;
    value >>= 5n;
  }
  return text;
}

function valueOf(body: string): bigint | null {
  if (body.length !== BODY_LENGTH || body[0]! > "7") return null;
  let value = 0n;
  for (const character of body) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  return value;
}

/** Whether `id` is well formed and names a thing of this kind: its 128 bits must be a UUIDv7. */
export function isId(prefix: string, id: string): boolean {
  if (!id.startsWith(`${prefix}_`)) return false;
  const value = valueOf(id.slice(prefix.length + 1));
  return value !== null && ((value >> 76n) & 15n) === 7n && ((value >> 62n) & 3n) === 2n;
}

/** The prefix of a well-formed id, whether or not anything is called so; null of any other text. */
export function prefixOf(id: string): string | null {
  const prefix = id.slice(0, Math.max(id.indexOf("_"), 0));
  return PREFIX.test(prefix) && isId(prefix, id) ? prefix : null;
}

/** The 62 random bits at the end of an id (`rand_b` of RFC 9562). */
export function randomBitsOf(id: string): bigint {
  const value = valueOf(id.slice(-BODY_LENGTH));
  invariant(value !== null, "only well-formed ids are asked for their bits");
  return value & ((1n << RANDOM_BITS) - 1n);
}

/** The order of ids, and so of creation: plain code units, the same in every locale and in PostgreSQL's "C". */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

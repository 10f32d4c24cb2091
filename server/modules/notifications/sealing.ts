import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** A key with the name under which what it sealed is known. */
export interface DataKey {
  readonly name: string;
  readonly key: Buffer;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keys as a setting has them, "name:key,name:key", the newest first; null where it cannot be read. */
export function keysFrom(text: string): DataKey[] | null {
  const keys = text.split(",").map((part) => {
    const [, name, key] = /^\s*([\w-]{1,32}):([A-Za-z0-9+/=_-]+)\s*$/.exec(part) ?? [];
    return name !== undefined && key !== undefined ? { name, key: Buffer.from(key, "base64") } : null;
  });
  const isGood = keys.every((key) => key !== null && key.key.length === KEY_BYTES);
  const names = new Set(keys.map((key) => key?.name));
  return isGood && names.size === keys.length ? (keys as DataKey[]) : null;
}

/** A new key, named after what it is. */
export function newDataKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/**
 * Seals a text with the newest key (AES-256-GCM). `about` is what it belongs to, such as its row's id: moved elsewhere it
 * cannot be opened.
 */
export function seal(keys: readonly DataKey[], text: string, about: string): string {
  const { name, key } = keys[0]!;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${name}:${sealed.toString("base64url")}`;
}

/** The text that was sealed, by whichever of the keys; throws where none of them did, or it is not about this. */
export function unseal(keys: readonly DataKey[], sealed: string, about: string): string {
  const [name, body = ""] = sealed.split(":");
  const key = keys.find((each) => each.name === name);
  if (!key) throw new Error(`DATA_KEYS has no key ${name}.`);
  const bytes = Buffer.from(body, "base64url");
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key.key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(end));
  return decipher.update(bytes.subarray(NONCE_BYTES, end), undefined, "utf8") + decipher.final("utf8");
}

/** Whether something was sealed with the newest key. */
export function isSealedWithNewest(keys: readonly DataKey[], sealed: string): boolean {
  return sealed.startsWith(`${keys[0]!.name}:`);
}

/** Says whether two texts of many random bits are the same, and not what they are. */
export function fingerprintOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

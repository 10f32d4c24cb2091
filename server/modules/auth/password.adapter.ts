import { createHash } from "node:crypto";
import argon2 from "argon2";
import { rateLimited } from "../../platform/schema/top-level-errors.js";

/** OWASP's parameters for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing takes a core for tens of milliseconds: more at once than this would starve everybody else. */
const HASHES_AT_ONCE = 2;
/** Whoever comes when so many wait is told to come back: seconds of a core's work are enough to wait for. */
const HASHES_WAITING = 200;
const SECONDS_UNTIL_DONE = 5;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  if (waiting.length >= HASHES_WAITING) {
    throw rateLimited(`Too many people sign in at this moment; again in ${SECONDS_UNTIL_DONE} s.`, SECONDS_UNTIL_DONE);
  }
  if (running >= HASHES_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => argon2.hash(password, PARAMETERS));
}

/**
 * The same for the same secrets under the same name, and as hard to guess from as a password's hash: by it a request
 * is known again that holds passwords.
 */
export async function fingerprintOf(secrets: readonly string[], name: string): Promise<string> {
  const salt = createHash("sha256").update(name).digest();
  const hash = await inTurn(() => argon2.hash(JSON.stringify(secrets), { ...PARAMETERS, salt, raw: true }));
  return hash.toString("base64url");
}

let dummy: Promise<string> | null = null;

/**
 * Whether the password is right. Where there is no such account (`hash` null) it works just as long, so that time
 * does not tell who has one.
 */
export async function passwordMatches(hash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword(crypto.randomUUID());
  const against = hash ?? (await dummy);
  const matches = await inTurn(() => argon2.verify(against, password));
  return matches && hash !== null;
}

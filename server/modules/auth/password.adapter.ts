import { createHash } from "node:crypto";
import argon2 from "argon2";
import { boundedTurns } from "./bounded-turns.js";

/** OWASP's parameters for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing takes a core for tens of milliseconds: more at once than this would starve everybody else. */
const inTurn = boundedTurns({ atOnce: 2, waiting: 200, retryAfter: 5 });

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

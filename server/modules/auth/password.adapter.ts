import argon2 from "argon2";

/** OWASP's parameters for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing takes a core for tens of milliseconds: more at once than this would starve everybody else. */
const HASHES_AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
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

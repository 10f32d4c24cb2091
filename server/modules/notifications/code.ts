import { createHash, randomInt } from "node:crypto";

/** A code as people type it: six digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** What is kept of a code. It is good for minutes and three tries: nobody has time to guess it from its hash. */
export function codeHash(deviceId: string, code: string): Buffer {
  return createHash("sha256").update(`${deviceId} ${code.trim()}`).digest();
}

import type { InvalidFields } from "../../platform/schema/refusals.js";

const PASSWORD_MIN = 10;
const PASSWORD_BYTES_MAX = 1024;

/** A password that somebody chooses. */
export function requirePassword(password: string, invalid: InvalidFields, path: readonly string[]): void {
  if (isTooLong(password)) invalid.add(path, "TOO_LONG", "At most 1,024 bytes.");
  else if ([...password].length < PASSWORD_MIN) {
    invalid.add(path, "TOO_SHORT", `At least ${PASSWORD_MIN} characters.`);
  }
}

/** A password that is compared: what was chosen once is good, whatever is asked of new ones by now. */
export function requireSomePassword(password: string, invalid: InvalidFields, path: readonly string[]): void {
  if (password === "") invalid.add(path, "REQUIRED", "This cannot be empty.");
  else if (isTooLong(password)) invalid.add(path, "TOO_LONG", "At most 1,024 bytes.");
}

function isTooLong(password: string): boolean {
  return Buffer.byteLength(password) > PASSWORD_BYTES_MAX;
}

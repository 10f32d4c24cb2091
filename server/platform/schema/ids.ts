import { isId } from "../../kernel/ids.js";
import type { InvalidFields } from "./refusals.js";

/** A client-made id must be well formed: it will stand in URLs and logs. */
export function newIdFrom(prefix: string, id: string | null | undefined, invalid: InvalidFields): void {
  if (typeof id === "string" && !isId(prefix, id)) {
    invalid.add(["id"], "MALFORMED", `An id is "${prefix}_" and a UUIDv7 in 26 characters of Crockford base32.`);
  }
}

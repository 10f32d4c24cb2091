import { randomUUID } from "node:crypto";

/**
 * Which request something belongs to: an HTTP request, or an error that came of one. Kept beside the things themselves,
 * because what follows a request through every promise (AsyncLocalStorage) costs a third of a large read's time.
 */
const requests = new WeakMap<object, string>();

/** The id of the request that this belongs to; a new one, and from now on its own, where nothing was said. */
export function requestIdOf(thing: object): string {
  let id = requests.get(thing);
  if (id === undefined) {
    id = randomUUID();
    requests.set(thing, id);
  }
  return id;
}

/** Says which request this came of. */
export function belongsToRequest(thing: object, requestId: string): void {
  requests.set(thing, requestId);
}

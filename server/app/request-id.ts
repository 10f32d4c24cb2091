import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

const current = new AsyncLocalStorage<string>();

/** Runs `work` as one request: everything in it, errors and log lines too, has one id. */
export function asRequest<Answer>(work: (requestId: string) => Answer): Answer {
  const requestId = randomUUID();
  return current.run(requestId, () => work(requestId));
}

/** The id of the request that is being answered; a new one outside of any. */
export function requestId(): string {
  return current.getStore() ?? randomUUID();
}

import { useRef } from "react";

/** Random, and made without what browsers keep for HTTPS pages. */
function newRequestId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Names each attempt at a change, and a retry by the name of the first: where the answer was lost on the way, the
 * server sees that the change was made already. Once there is an answer, the next change has a name of its own.
 */
export function useAttempt() {
  const open = useRef<{ input: string; requestId: string } | null>(null);
  return async <Answer>(input: object, send: (requestId: string) => Promise<Answer>): Promise<Answer> => {
    const text = JSON.stringify(input);
    if (open.current?.input !== text) open.current = { input: text, requestId: newRequestId() };
    const answer = await send(open.current.requestId);
    open.current = null;
    return answer;
  };
}

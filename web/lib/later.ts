import { useEffect, useState } from "react";
import { PageLost } from "./lazy-page.js";

const PATIENCE_MS = 2_000;

/** Does something as soon as the page has nothing else to do; answers how to call it off. */
export function whenIdle(work: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const call = requestIdleCallback(work, { timeout: PATIENCE_MS });
    return () => cancelIdleCallback(call);
  }
  const timer = setTimeout(work, PATIENCE_MS / 10);
  return () => clearTimeout(timer);
}

/**
 * A part of a page that is fetched once the page is there and idle, or as soon as it is `needed`; null until then.
 *
 * @param load stays the same function.
 */
export function useLater<Part extends object>(load: () => Promise<Part>, needed: boolean): Part | null {
  const [part, setPart] = useState<Part | null>(null);
  const [lost, setLost] = useState<PageLost | null>(null);
  useEffect(() => {
    if (needed) {
      load().then(setPart, (cause) => setLost(new PageLost("A part of a page could not be fetched.", { cause })));
    } else {
      // Nobody has asked yet: whoever does hears of a failure.
      return whenIdle(() => void load().then(setPart, () => undefined));
    }
  }, [load, needed]);
  if (lost && needed) throw lost;
  return part;
}

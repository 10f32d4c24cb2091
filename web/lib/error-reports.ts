import { withoutValues } from "../../server/kernel/without-values.js";

/** Where something happened in a script of ours. */
interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is told of an error: what went wrong and where in our scripts, and nothing of whom. */
export interface ErrorReport {
  readonly type: string;
  readonly message: string;
  readonly page: string;
  readonly version: string;
  readonly frames: readonly Frame[];
}

/** The words of our own addresses; whatever else stands in one may be somebody's. */
export const WORDS: ReadonlySet<string> = new Set([
  ..."activity balances changes edit expenses forgot groups home import join members new notifications people profile receipts reports reset".split(
    " ",
  ),
  ..."settings settle sign-in sign-up statistics transfers".split(" "),
]);

/** The address of a page without what it is the page of: "/groups/:id/expenses". */
export function pageOf(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  return `/${parts
    .slice(0, 8)
    .map((part) => (WORDS.has(part) ? part : ":id"))
    .join("/")}`;
}

const FRAMES_MAX = 30;
/** As Chrome, Firefox and Safari write it: the address of a script, its line and its column, at the end of a line. */
const FRAME = /(https?:\/\/[^\s()@]+?)\/(assets\/[\w.-]+\.js):(\d+):(\d+)\)?$/;

/** Where it happened, the innermost first: of scripts that came from `origin`, and of no others. */
export function framesOf(stack: string, origin: string): Frame[] {
  const frames = stack.split("\n").flatMap((line) => {
    const [, from, file, row, column] = FRAME.exec(line.trim()) ?? [];
    return from === origin ? [{ file: file!, line: Number(row), column: Number(column) }] : [];
  });
  return frames.slice(0, FRAMES_MAX);
}

/** No bug of the page: the connection is away, somebody went on, or the server said so and knows more of it. */
const NO_BUG = /^(AbortError|CombinedGraphQLErrors|Server(Parse)?Error)$/;
const AWAY = /^(Failed to fetch|Load failed|NetworkError|network error|A page could not be fetched)/i;

/** What is told of something that was thrown; null where it is no bug, or none of our scripts had to do with it. */
export function reportOf(
  thrown: unknown,
  place: Pick<Location, "origin" | "pathname">,
  version: string,
): ErrorReport | null {
  if (!(thrown instanceof Error) || NO_BUG.test(thrown.name) || AWAY.test(thrown.message)) return null;
  const frames = framesOf(thrown.stack ?? "", place.origin);
  if (frames.length === 0) return null;
  const { name, message } = thrown;
  const type = /^[A-Za-z]\w{0,59}$/.test(name) ? name : "Error";
  return { type, message: withoutValues(message), page: pageOf(place.pathname), version, frames };
}

/** A page that is broken breaks again and again: a few reports tell it all. */
const REPORTS_MAX = 5;
/** Nobody collects them here: see the server's `/errors`. */
const NOT_WANTED = 404;

let left = REPORTS_MAX;
const told = new Set<string>();

/** Tells the server of something that was thrown, once, where somebody wants to know; never throws. */
export function sendReport(thrown: unknown): void {
  const report = reportOf(thrown, location, import.meta.env.VITE_VERSION as string);
  if (!report || left === 0) return;
  const body = JSON.stringify(report);
  if (told.has(body)) return;
  told.add(body);
  left -= 1;
  const sent = fetch("/errors", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    keepalive: true,
  });
  sent.then(
    ({ status }) => {
      if (status === NOT_WANTED) left = 0;
    },
    () => undefined,
  );
}

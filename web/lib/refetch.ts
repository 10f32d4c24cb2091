/** A query that the open page shows. */
export interface ShownQuery {
  readonly name: string | undefined;
  readonly variables: object | undefined;
  /** It follows the events of its groups by itself. */
  readonly isLive?: boolean;
}

/** Events that come together are answered by one reading. */
const TOGETHER_MS = 40;
/** A long burst (somebody imports a file) is followed in steps, not row by row. */
const APART_MS = 400;
/** What could not be read (a server that is busy, or begins anew) is read again: after this, then after twice as long. */
const AGAIN_MS = 1_000;
/** What fails so often fails for good; the next news tries anew. */
const AGAIN_MOST = 6;

/** Reads those of the shown queries that are needed; answers whether all of them could be read. */
type Read = (isNeeded: (query: ShownQuery) => boolean) => Promise<boolean>;

/**
 * Decides when the open page is read again, and how much of it. A change is heard of more than once (the answer to
 * one's own write, the event that everybody gets, the page that opens after it), and is read once.
 */
export class OpenPage {
  private read: Read = async () => true;
  private failures = 0;
  /** The newest event of each group that is read, or about to be. */
  private readonly seen = new Map<string, number>();
  /** What began to be read since the last news, and so has it. */
  private readonly fresh = new Set<string>();
  /** How much this tab had written when a query was sent last. */
  private readonly sentAfter = new Map<string, number>();
  private written = 0;
  private news = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isWhole = false;
  private lastAt = Number.NEGATIVE_INFINITY;

  /** Says how to read: `isNeeded` tells which of the shown queries. */
  readBy(read: Read): void {
    this.read = read;
  }

  /** How much this tab has heard and written so far: what was asked at the same number has the same answer. */
  get heard(): number {
    return this.news;
  }

  /** Something has changed, and it may be anything. */
  reread(): void {
    this.isWhole = true;
    this.soon();
  }

  /** A group has an event of this number: read again, unless that was done for it, or for a later one. */
  rereadAfter(groupId: string, seq: number): void {
    if (seq <= (this.seen.get(groupId) ?? Number.NEGATIVE_INFINITY)) return;
    this.seen.set(groupId, seq);
    this.soon();
  }

  /** This tab has written something. */
  wrote(): void {
    this.written += 1;
    this.news += 1;
  }

  /** Whether what is kept of this query is from before the last write of this tab. */
  isBehind(query: ShownQuery): boolean {
    return (this.sentAfter.get(keyOf(query)) ?? this.written) < this.written;
  }

  /** Must be told of each query that is sent, before it is. */
  sends(query: ShownQuery): void {
    this.sentAfter.set(keyOf(query), this.written);
    if (this.timer !== null) this.fresh.add(keyOf(query));
  }

  private soon(): void {
    this.news += 1;
    this.fresh.clear();
    this.timer ??= setTimeout(() => this.now(), Math.max(TOGETHER_MS, this.lastAt + APART_MS - Date.now()));
  }

  private now(): void {
    const { isWhole } = this;
    const fresh = new Set(this.fresh);
    this.timer = null;
    this.isWhole = false;
    this.lastAt = Date.now();
    void this.read((query) => (isWhole || !query.isLive) && !fresh.has(keyOf(query))).then((isRead) => {
      if (isRead) this.failures = 0;
      else this.again();
    });
  }

  private again(): void {
    const pause = AGAIN_MS * 2 ** this.failures;
    this.failures += 1;
    if (this.failures <= AGAIN_MOST) setTimeout(() => this.reread(), pause);
    else this.failures = 0;
  }
}

function keyOf({ name, variables }: ShownQuery): string {
  return JSON.stringify([name, variables ?? {}]);
}

/** Of this tab. */
export const openPage = new OpenPage();

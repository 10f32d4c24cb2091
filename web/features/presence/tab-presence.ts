/** Where this tab is, as the server is told. */
export interface Place {
  readonly groupId: string;
  readonly subjectId: string;
  readonly editing: boolean;
}

/** The server forgets within thirty seconds what is not said again. */
const AGAIN_MS = 12_000;

/** Says that the tab is at a place, or that it has left the group of that place. */
type Say = (place: Place, isThere: boolean) => void;

/** Where this one tab is: the innermost of what it shows, said anew while it is looked at. */
export class TabPresence {
  private readonly say: Say;
  private readonly claims: Place[] = [];
  private said: Place | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;
  private isSeen = true;

  constructor(say: Say) {
    this.say = say;
  }

  /** The tab shows this from now on, until the answer is called. */
  claim(place: Place): () => void {
    this.claims.push(place);
    this.follow();
    return () => {
      this.claims.splice(this.claims.indexOf(place), 1);
      // What comes in its place, as from one page to the next, does so in the same moment.
      queueMicrotask(() => this.follow());
    };
  }

  /** Whether anybody sees the tab: nobody is where they do not look. */
  see(isSeen: boolean): void {
    this.isSeen = isSeen;
    this.follow();
  }

  /** A thing of a group goes before the group, whichever was there first. */
  private innermost(): Place | null {
    const latest = [...this.claims].reverse();
    return latest.find(({ groupId, subjectId }) => subjectId !== groupId) ?? latest[0] ?? null;
  }

  private follow(): void {
    const place = this.isSeen ? this.innermost() : null;
    const before = this.said;
    if (before && place?.groupId !== before.groupId) this.say(before, false);
    if (place && place !== before) this.say(place, true);
    this.said = place;
    if (!place && this.timer) {
      clearInterval(this.timer);
      this.timer = null;
    } else if (place) {
      this.timer ??= setInterval(() => this.said && this.say(this.said, true), AGAIN_MS);
    }
  }
}

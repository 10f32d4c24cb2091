/** A place on a page, as parts of its width and height: 0 to 1, so that it holds for every size the page is shown in. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What an engine says of one letter: how sure it is of it, and from where to where it stands, as parts of the page's width. */
export interface WordLetter {
  readonly confidence: number;
  readonly x: number;
  readonly width: number;
}

/** One word as an engine read it. */
export interface Word {
  readonly text: string;
  /** How sure the engine is of it, 0 to 1; engines are not comparable with one another. */
  readonly confidence: number;
  readonly place: Place;
  /** Each letter of `text`, where the engine says more of it. */
  readonly letters?: readonly WordLetter[];
  /** What another engine read at the same place, where that is something else. */
  readonly other?: string;
}

/** What one engine, or several joined, read on one page: all that the rules know of a receipt. */
export interface PageText {
  /** Pixels of the upright page that was read: places are parts of these. */
  readonly width: number;
  readonly height: number;
  /** In no order: the rules make rows of them by where they stand. */
  readonly words: readonly Word[];
}

import type { Measure } from "./statistics-address.js";

/** How the charts of a page are drawn. */
export interface Shown {
  readonly measure: Measure;
  /** To whose part the page is narrowed: what is the total then, is theirs. */
  readonly memberName: string | null;
  readonly currency: string;
  /** Of what has no colour of its own: that of the group, where the page is one's. */
  readonly colour: string;
}

import type { MoneyText } from "../../lib/format.js";
import type { Measure } from "./statistics-address.js";

/** How the charts of a page are drawn. */
export interface Shown {
  readonly measure: Measure;
  readonly currency: string;
  /** Of what has no colour of its own: that of the group, where the page is one's. */
  readonly colour: string;
}

/** Both figures of something, of which one is drawn. */
export interface Figures {
  readonly mine: MoneyText;
  readonly total: MoneyText;
  readonly count: number;
}

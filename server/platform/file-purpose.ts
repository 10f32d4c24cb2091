import type { Settings } from "./settings.js";

/** What files may be for. The module that makes use of them declares it; how they are sent is the same for all. */
export interface FilePurpose {
  /** As the API's enum `UploadPurpose` has it. */
  readonly name: string;
  /** A sentence, for the schema. */
  readonly description: string;
  /** What one is called in a sentence: "An import". */
  readonly called: string;
  /** Media types that may be announced, in small letters. */
  readonly contentTypes: ReadonlySet<string>;
  /** What `contentTypes` are called in a sentence: "a text file, such as text/csv". */
  readonly kind: string;
  /** Bytes at most, where an operator may say less than the product does. */
  readonly maxSize: (settings: Settings) => number;
  /** Within this the file must have arrived and have been claimed; unclaimed ones are forgotten afterwards. */
  readonly lifetimeMilliseconds: number;
}

import type { EngineSettings } from "./engine.js";
import type { ReadPage } from "./read-words.js";
import type { Prepared, ReadingResult } from "./readers.js";
import type { Expected } from "./receipt-reading.js";

/** What a reader's process is asked for, one thing after another. */
export type Task =
  | { readonly kind: "prepare"; readonly file: Buffer }
  | {
      readonly kind: "read";
      readonly pages: readonly Buffer[];
      readonly language: string;
      readonly expected: Expected;
    }
  /** Only what stands there: for those who measure engines. */
  | { readonly kind: "words"; readonly pages: readonly Buffer[]; readonly language: string };

/** What comes of each kind. */
export interface Results {
  prepare: Prepared;
  read: ReadingResult;
  words: readonly ReadPage[] | null;
}

/** What a reader's process says of the task that it is at; after the last two it is free. */
export type Said =
  | { readonly said: "begun" }
  | { readonly said: "progress"; readonly part: number }
  | { readonly said: "done"; readonly result: Results[keyof Results] }
  /** An error that nobody foresaw. */
  | { readonly said: "failed"; readonly message: string };

/** What a process is begun with, as JSON in its first argument. */
export interface ChildSettings {
  readonly engines: EngineSettings;
  /** How far behind others it stands in the queue for a core: 0 to 19. */
  readonly nice: number;
}

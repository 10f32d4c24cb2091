import type { Readers } from "./readers.js";
export function createReaders(_options: {
  workers: number;
  languages: readonly string[];
  url: string | null;
}): Readers {
  throw new Error("not yet");
}

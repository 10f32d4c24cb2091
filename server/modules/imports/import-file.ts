import type { FilePurpose } from "../../platform/file-purpose.js";

/** What browsers and systems say that a CSV file is. */
const CSV_TYPES = [
  "text/csv",
  "application/csv",
  "text/x-csv",
  "application/x-csv",
  "text/comma-separated-values",
  "text/tab-separated-values",
  "text/plain",
  "application/vnd.ms-excel",
];

/** The file of an import: it is read when the import starts, and not needed from then on. */
export const IMPORT_FILE: FilePurpose = {
  name: "IMPORT",
  description: "An export of another product, at most 10 MiB of text.",
  called: "An import",
  contentTypes: new Set(CSV_TYPES),
  kind: "a text file, such as text/csv",
  maxSize: () => 10 * 1024 * 1024,
  lifetimeMilliseconds: 60 * 60 * 1000,
};

export interface TestFiles {
  /** Those that need no database, product, browser or other process. */
  readonly pure: string[];
  readonly others: string[];
  /** Those that need Redis, MinIO, nginx or another server that npm does not have. */
  readonly services: string[];
  /** Those of the first two that try random cases. */
  readonly random: string[];
}

/** The test files below `server` and `web`, relative to `root`. */
export function testFiles(root: string): TestFiles;

/** Everything that a file of ours reaches by its imports: our own files relative to `root`, packages by their names. */
export function reachedFrom(file: string, imports: Map<string, string[]>, root: string): Set<string>;

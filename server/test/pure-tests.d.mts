/** The test files below `server` and `web`, relative to `root`, by whether they are pure. */
export function testFiles(root: string): { readonly pure: string[]; readonly others: string[] };

/** Everything that a file of ours reaches by its imports: our own files relative to `root`, packages by their names. */
export function reachedFrom(file: string, imports: Map<string, string[]>, root: string): Set<string>;

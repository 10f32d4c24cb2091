/** Stops a computation whose own promise was broken: a bug, never something a person could mend. */
export function invariant(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${promise}`);
}

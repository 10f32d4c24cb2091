/** What is known of an operation once it has run. Whoever runs it, and whoever refuses it, notes it here. */
export interface OperationOutcome {
  type: "query" | "mutation" | "subscription" | "unknown";
  /** A mutation was answered with a refusal. */
  refused: boolean;
  /** The codes of the errors that the caller is told of. */
  codes: readonly string[];
}

/** Of an operation that has not run yet. */
export function openOutcome(): OperationOutcome {
  return { type: "unknown", refused: false, codes: [] };
}

/** What matters most to whoever looks after the product comes first. */
const WORST_FIRST = ["INTERNAL_SERVER_ERROR", "UNAVAILABLE"];

/** In one word: the code of the error that matters most, or whether it was refused or went well. */
export function wordFor({ codes, refused }: OperationOutcome): string {
  return WORST_FIRST.find((code) => codes.includes(code)) ?? codes[0] ?? (refused ? "refused" : "ok");
}

/** One field that the server refused; `path` leads into the input. */
export interface FieldProblem {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

/** What became of a write, in words that every form understands. */
export type Outcome<Value, Current = never> =
  | { readonly kind: "done"; readonly value: Value }
  | { readonly kind: "invalid"; readonly message: string; readonly fields: readonly FieldProblem[] }
  | {
      readonly kind: "refused";
      readonly message: string;
      /** Which refusal it is, for readers of other languages. */
      readonly code?: string;
    }
  | { readonly kind: "stale"; readonly message: string; readonly current: Current };

export function done<Value>(value: Value): { kind: "done"; value: Value } {
  return { kind: "done", value };
}

export function invalid(error: { message: string; fields: readonly FieldProblem[] }) {
  return { kind: "invalid", message: error.message, fields: error.fields } as const;
}

export function refused(error: { __typename?: string; message: string }) {
  return { kind: "refused", message: error.message, ...(error.__typename && { code: error.__typename }) } as const;
}

/** A refusal that is about one field of the form. */
export function refusedField(name: string, code: string, message: string) {
  return invalid({ message, fields: [{ path: [name], code, message }] });
}

import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProblem, Outcome } from "../lib/outcome.js";
import { failureWords, fieldWords, refusalWords } from "../lib/refusal-words.js";

interface Submission<Value, Current> {
  /** Runs the write, once at a time: a second press while it runs does nothing. */
  submit: (write: () => Promise<Outcome<Value, Current>>, whenDone: (value: Value) => void) => Promise<void>;
  pending: boolean;
  /** Why nothing was written, for the head of the form. */
  problem: string | undefined;
  /** What the server said about the field that `path` leads to. */
  problemAt: (...path: string[]) => string | undefined;
  /** What it is now, where somebody else was faster. */
  stale: Current | undefined;
  clear: () => void;
}

interface Refusal<Current> {
  readonly message?: string;
  readonly fields?: readonly FieldProblem[];
  readonly stale?: Current;
}

/** Sends a form: pending, what was refused and where, and what to do when the line or the database is dead. */
export function useSubmit<Value = unknown, Current = never>(shown: readonly string[] = []): Submission<Value, Current> {
  const { i18n } = useTranslation();
  const running = useRef(false);
  const pressed = useRef<Element | null>(null);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal<Current>>({});

  const words = (field: FieldProblem) => fieldWords(i18n, field);

  // The first field that was refused is where to go on; where none is at fault, the focus stays where it was.
  useEffect(() => {
    if (!refusal.fields) return;
    pressed.current?.closest("form")?.querySelector<HTMLElement>("[aria-invalid=true], [data-problem]")?.focus();
  }, [refusal.fields]);

  const submit: Submission<Value, Current>["submit"] = async (write, whenDone) => {
    if (running.current) return;
    running.current = true;
    pressed.current = document.activeElement;
    setPending(true);
    setRefusal({});
    try {
      const outcome = await write();
      if (outcome.kind === "done") whenDone(outcome.value);
      else if (outcome.kind === "invalid") setRefusal({ message: refusalWords(i18n, outcome), fields: outcome.fields });
      else if (outcome.kind === "stale") setRefusal({ message: refusalWords(i18n, outcome), stale: outcome.current });
      else setRefusal({ message: refusalWords(i18n, outcome) });
    } catch (error) {
      setRefusal({ message: failureWords(i18n, error) });
    } finally {
      running.current = false;
      setPending(false);
    }
  };

  const fields = refusal.fields ?? [];
  const problemAt = (...path: string[]) => {
    const field = fields.find((each) => path.every((step, index) => each.path[index] === step));
    return field && words(field);
  };
  // What no field of the form can show is said at its head.
  const elsewhere = fields.filter((field) => !shown.includes(field.path[0] ?? ""));
  const problem = fields.length === 0 ? refusal.message : elsewhere.map(words).join(" ") || undefined;
  return { submit, pending, problem, problemAt, stale: refusal.stale, clear: () => setRefusal({}) };
}

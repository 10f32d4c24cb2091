import type { i18n, TFunction } from "i18next";
import type { FieldProblem, Outcome } from "./outcome.js";
import { topLevelError } from "./top-level-error.js";

/** The server speaks English, and more exactly than a code can; other languages have to do with the code. */
function isEnglish({ language }: i18n): boolean {
  return language.startsWith("en");
}

/** What fields are called, by what a problem or an input calls them. */
const LABELS: Readonly<Record<string, string>> = {
  amount: "expense.amount",
  currentPassword: "profile.currentPassword",
  email: "account.email",
  name: "account.name",
  newPassword: "account.newPassword",
  original: "conversion.original",
  paid: "settle.paid",
  password: "account.password",
  payers: "field.payers",
  rate: "conversion.rate",
  split: "field.split",
  title: "expense.title",
  total: "expense.amount",
  weight: "field.parts",
};

/** What is wrong with a field, which it names. A spot is a name, or leads to one: "title", "item:3:name". */
export function problemWords(t: TFunction, code: string, spot: string): string {
  const steps = spot.split(":");
  const label = LABELS[steps.at(-1)!] ?? LABELS[steps[0]!] ?? "field.this";
  return t(`problem.${code}`, { field: t(label) });
}

/** Of these the server says no more than we do, and not of which field. */
const NAMING: ReadonlySet<string> = new Set(["REQUIRED", "TOO_SHORT"]);

/** What the server said of one field. */
export function fieldWords(i18next: i18n, { code, message, path }: FieldProblem): string {
  if (isEnglish(i18next) && !(NAMING.has(code) && LABELS[path.at(-1) ?? ""])) return message;
  const known = i18next.exists(`problem.${code}`) ? code : "NOT_ALLOWED";
  return problemWords(i18next.t, known, path.join(":"));
}

/** Why a write was refused: of each field at fault a sentence, or one of the whole. */
export function refusalWords(i18next: i18n, outcome: Exclude<Outcome<unknown, unknown>, { kind: "done" }>): string {
  const { t } = i18next;
  if (outcome.kind === "invalid" && outcome.fields.length > 0) {
    return [...new Set(outcome.fields.map((field) => fieldWords(i18next, field)))].join(" ");
  }
  if (isEnglish(i18next)) return outcome.message;
  const code = outcome.kind === "refused" && outcome.code;
  return t([`refusal.${code}`, "refusal.ConflictError"]);
}

/** Why there was no answer to a write, and what became of it. */
export function failureWords(i18next: i18n, thrown: unknown): string {
  const { t } = i18next;
  const error = topLevelError(thrown);
  if (!error) return t("common.notSent");
  const { code, retryAfter, requestId } = error;
  if (code === "UNAVAILABLE") return t(error.mayHaveHappened ? "common.maybeSaved" : "common.unavailable");
  if (code === "RATE_LIMITED") return t("common.tooMuch", { count: Math.ceil(retryAfter ?? 1) });
  // Says what to do differently; all others are for whoever reads the log.
  if (code === "BAD_USER_INPUT" && isEnglish(i18next)) return error.message;
  return [t("common.failed"), requestId && `${t("failure.reference")} ${requestId}`].filter(Boolean).join(" ");
}

import type { i18n } from "i18next";
import type { FieldProblem, Outcome } from "./outcome.js";
import { topLevelError } from "./top-level-error.js";

/** The server speaks English, and more exactly than a code can; other languages have to do with the code. */
function isEnglish({ language }: i18n): boolean {
  return language.startsWith("en");
}

/** What the server said of one field. */
export function fieldWords(i18next: i18n, field: FieldProblem): string {
  return isEnglish(i18next) ? field.message : i18next.t(`problem.${field.code}`, field.message);
}

/** Why a write was refused, in one sentence. */
export function refusalWords(i18next: i18n, outcome: Exclude<Outcome<unknown, unknown>, { kind: "done" }>): string {
  if (outcome.kind !== "refused" || isEnglish(i18next)) return outcome.message;
  return i18next.t(`refusal.${outcome.code}`, outcome.message);
}

/** Why there was no answer to a write, and what became of it. */
export function failureWords({ t }: i18n, thrown: unknown): string {
  const error = topLevelError(thrown);
  if (!error) return t("common.notSent");
  const { code, retryAfter, requestId } = error;
  if (code === "UNAVAILABLE") return t(error.mayHaveHappened ? "common.maybeSaved" : "common.unavailable");
  if (code === "RATE_LIMITED") return t("common.tooMuch", { count: Math.ceil(retryAfter ?? 1) });
  // Says what to do differently; all others are for whoever reads the log.
  if (code === "BAD_USER_INPUT") return error.message;
  return [t("common.failed"), requestId && `${t("failure.reference")} ${requestId}`].filter(Boolean).join(" ");
}

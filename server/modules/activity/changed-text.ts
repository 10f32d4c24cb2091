import { amountText } from "../../kernel/money.js";
import type { ChangedValue } from "../../platform/events/event.js";
import { conversionText, type RecordedOriginal } from "../currencies/conversion.js";

/** What somebody had of a bill is read by people: beyond so many characters it is cut. */
const CLAIMS_MAX = 200;

/**
 * A changed value as the API writes it: "12.50 EUR", "Beer: 12.50 EUR", "Beer × 2, Pizza", a title, or the text itself.
 * Values from before they were typed are texts, and stay what they were.
 */
export function changedText(value: ChangedValue | null): string | null {
  if (value === null || typeof value === "string") return value;
  if ("title" in value) return value.title;
  if ("claims" in value) return shortened(value.claims.map(claimText).join(", "));
  if ("rate" in value) return conversionText(value as RecordedOriginal);
  const amount = `${amountText(BigInt(value.minor), value.currency)} ${value.currency}`;
  return value.name === undefined ? amount : `${value.name}: ${amount}`;
}

function claimText({ name, weight }: { readonly name: string; readonly weight: string }): string {
  return weight === "1" ? name : `${name} × ${weight}`;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= CLAIMS_MAX ? text : `${characters.slice(0, CLAIMS_MAX - 1).join("")}…`;
}

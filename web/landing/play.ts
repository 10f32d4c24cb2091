import { readAmount } from "../../server/kernel/amount-input.js";
import { Decimal } from "../../server/kernel/decimal.js";
import { minorFrom } from "../../server/kernel/money.js";
import { balances, payments, type Voice } from "./card.js";
import { CURRENCY, MORE, type Person, reckon, TRIP, type TripExpense } from "./trip.js";
import { fill } from "./words.js";

const DIGITS = 2;

/** What somebody typed, in cents; null for what is no amount, or below zero. */
function minorTyped(typed: string, language: string): bigint | null {
  const read = readAmount(typed, language, DIGITS, CURRENCY);
  if (!read.ok) return null;
  const minor = minorFrom(Decimal.parse(read.text)!, CURRENCY);
  return typeof minor === "bigint" && minor >= 0n ? minor : null;
}

/** Makes the card live: whatever is changed in it, its balances follow. Nothing leaves the page, and nothing is stored. */
export function play(card: HTMLElement, language: string, voice: Voice): void {
  const find = <Found extends Element>(selector: string) => card.querySelector<Found>(selector)!;
  const rows = find<HTMLUListElement>(".expenses");
  const more = find<HTMLTemplateElement>("template").content;
  const add = find<HTMLButtonElement>(".add");
  const known = new Map([...TRIP, ...MORE].map((expense) => [expense.id, expense]));

  const read = (row: HTMLElement): TripExpense => {
    const expense = known.get(row.dataset.expense!)!;
    const field = row.querySelector<HTMLInputElement>("input[type=text]")!;
    const minor = minorTyped(field.value, language);
    field.setAttribute("aria-invalid", String(minor === null));
    const among = [...row.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value as Person);
    const now = { ...expense, minor: minor ?? expense.minor, among };
    known.set(expense.id, now);
    return now;
  };
  const show = () => {
    const expenses = [...rows.querySelectorAll<HTMLElement>(".expense")].map(read);
    const reckoning = reckon(expenses);
    find("#balances").innerHTML = balances(reckoning, voice).text;
    find("#payments").innerHTML = payments(reckoning, voice).text;
    const wrong = rows.querySelector("[aria-invalid=true]")?.closest<HTMLElement>(".expense");
    const title = wrong && voice.words[known.get(wrong.dataset.expense!)!.title];
    find(".wrong").textContent = title ? fill(voice.words.notAnAmount, { title }) : "";
  };

  rows.addEventListener("input", show);
  add.addEventListener("click", () => {
    const row = more.firstElementChild!;
    rows.append(row);
    add.hidden = more.childElementCount === 0;
    const field = row.querySelector<HTMLInputElement>("input[type=text]")!;
    field.focus();
    field.select();
    show();
  });
}

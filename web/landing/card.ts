import type { Amounts } from "./amounts.js";
import { html, type Markup } from "./html.js";
import {
  CURRENCY,
  MORE,
  PEOPLE,
  PERSONS,
  type Person,
  type Reckoning,
  reckon,
  TRIP,
  type TripExpense,
} from "./trip.js";
import { fill, type Words } from "./words.js";

/** What the card needs to speak. */
export interface Voice {
  readonly words: Words;
  readonly amounts: Amounts;
}

/** A person as a tinted disc. */
export function disc(person: Person): Markup {
  return html`<span class="disc ${person}" aria-hidden="true">${PEOPLE[person][0]!}</span>`;
}

function face(person: Person, expense: TripExpense): Markup {
  return html`<label class="face ${person}" title="${PEOPLE[person]}"><input type="checkbox" value="${person}"${
    expense.among.includes(person) && html` checked`
  } /><span aria-hidden="true">${PEOPLE[person][0]!}</span><span class="unseen">${PEOPLE[person]}</span></label>`;
}

/** A row of the card: the amount can be changed, and who shares it. */
export function expenseRow(expense: TripExpense, { words, amounts }: Voice): Markup {
  const title = words[expense.title];
  return html`<li class="expense" data-expense="${expense.id}">
<span class="emoji" aria-hidden="true">${expense.emoji}</span>
<span class="what"><strong>${title}</strong><small>${fill(words.paid, { name: PEOPLE[expense.paidBy] })}</small></span>
<fieldset class="faces"><legend class="unseen">${fill(words.whoOf, { title })}</legend>${PERSONS.map((person) =>
    face(person, expense),
  )}</fieldset>
<span class="amount"><input type="text" inputmode="decimal" autocomplete="off" aria-describedby="unit" aria-label="${fill(
    words.amountOf,
    { title },
  )}" value="${amounts.typed(expense.minor)}" /><span aria-hidden="true">€</span></span>
</li>`;
}

function balanceLine(net: Reckoning["nets"][number], largest: bigint, { words, amounts }: Voice): Markup {
  const { memberId, minor } = net;
  const size = minor < 0n ? -minor : minor;
  const side = minor < 0n ? "owing" : minor > 0n ? "owed" : "even";
  const part = largest === 0n ? 0 : Number((size * 1000n) / largest) / 1000;
  return html`<li class="balance ${side}">${disc(memberId)}
<span class="who">${PEOPLE[memberId]} <small>${words[side]}</small></span>
<span class="bar" aria-hidden="true"><i style="--part:${part}"></i></span>
<span class="figure">${amounts.money(size)}</span></li>`;
}

function oddLine({ title, persons }: Reckoning["odd"][number], { words, amounts }: Voice): Markup {
  const sentence = persons.length === 1 ? words.oddOne : words.oddMany;
  const names = amounts.list(persons.map((person) => PEOPLE[person]));
  return html`<li>${fill(sentence, { title: words[title], count: persons.length, names })}</li>`;
}

function paymentsHeading(count: number, words: Words): string {
  if (count === 0) return words.paymentsNone;
  return count === 1 ? words.paymentsOne : fill(words.paymentsMany, { count });
}

/** Everybody's balance. */
export function balances({ nets }: Reckoning, voice: Voice): Markup {
  const largest = nets.reduce((most, { minor }) => (minor > most ? minor : -minor > most ? -minor : most), 0n);
  return html`<h3>${voice.words.balances}</h3>
<ul class="balances">${nets.map((net) => balanceLine(net, largest, voice))}</ul>`;
}

function paymentLine({ fromId, toId, minor }: Reckoning["transfers"][number], { words, amounts }: Voice): Markup {
  const [from, to] = [fromId as Person, toId as Person];
  return html`<li>${disc(from)}<span class="arrow" aria-hidden="true">→</span>${disc(to)}
<span>${fill(words.pays, { from: PEOPLE[from], to: PEOPLE[to] })}</span> <span class="figure">${amounts.money(minor)}</span></li>`;
}

/** What settles the trip, and what became of odd cents. */
export function payments({ transfers, odd, unshared }: Reckoning, voice: Voice): Markup {
  const { words } = voice;
  return html`<h3>${paymentsHeading(transfers.length, words)}</h3>
<ul class="payments">${transfers.map((transfer) => paymentLine(transfer, voice))}</ul>
<ul class="odd">${unshared.map((title) => html`<li>${fill(words.nobody, { title: words[title] })}</li>`)}${odd.map(
    (each) => oddLine(each, voice),
  )}</ul>`;
}

/** The group that one can play with. */
export function card(voice: Voice): Markup {
  const { words } = voice;
  const reckoning = reckon(TRIP);
  return html`<section class="card" aria-labelledby="trip">
<header><span class="badge" aria-hidden="true">🌞</span><span><h2 id="trip">${words.trip}</h2><p>${words.tripText}</p></span>
<span class="unseen" id="unit">${CURRENCY}</span></header>
<ul class="expenses">${TRIP.map((expense) => expenseRow(expense, voice))}</ul>
<template>${MORE.map((expense) => expenseRow(expense, voice))}</template>
<button type="button" class="add"><span aria-hidden="true">+</span> ${words.add}</button>
<p class="wrong" role="status"></p>
<div class="results"><div id="balances">${balances(reckoning, voice)}</div>
<div id="payments" aria-live="polite" aria-atomic="true">${payments(reckoning, voice)}</div></div>
</section>`;
}

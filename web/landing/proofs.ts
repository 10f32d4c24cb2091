import { mixedNumber } from "../../server/kernel/allocation.js";
import { disc, type Voice } from "./card.js";
import { html, type Markup } from "./html.js";
import { PEOPLE, type Person, sharesOf, TRIP } from "./trip.js";
import { fill } from "./words.js";

const DAY = [
  { time: "08:10", emoji: "☕", title: "coffee", minor: 3_60n },
  { time: "08:15", emoji: "🥐", title: "bakery", minor: 9_45n },
  { time: "09:02", emoji: "🚇", title: "metro", minor: 5_40n },
  { time: "12:40", emoji: "🥗", title: "lunch", minor: 41_80n },
  { time: "15:20", emoji: "💌", title: "postcards", minor: 6_00n },
] as const;
const DAY_COUNT = 23;

function noLimits({ words, amounts }: Voice): Markup {
  return html`<div class="picture">
<p class="caption"><strong>${words.day}</strong><span>${fill(words.dayCount, { count: DAY_COUNT })}</span></p>
<ul class="day">${DAY.map(
    ({ time, emoji, title, minor }) => html`<li><small>${time}</small><span aria-hidden="true">${emoji}</span>
<span>${words[title]}</span><span class="figure">${amounts.money(minor)}</span></li>`,
  )}</ul>
<p class="quiet">${fill(words.dayMore, { count: DAY_COUNT - DAY.length })}</p></div>`;
}

const MOVED: readonly (readonly [Person, bigint])[] = [
  ["ana", 182_40n],
  ["ben", -141_15n],
  ["cleo", -41_25n],
];
const ROWS_READ = 412;

function movesIn({ words, amounts }: Voice): Markup {
  return html`<div class="picture">
<p class="caption"><strong>${words.file}</strong><span>${fill(words.rowsRead, { count: ROWS_READ })}</span></p>
<table><thead><tr><th scope="col">${words.person}</th><th scope="col">${words.inFile}</th><th scope="col">${words.here}</th></tr></thead>
<tbody>${MOVED.map(
    ([person, minor]) => html`<tr><th scope="row">${disc(person)} ${PEOPLE[person]}</th>
<td class="figure">${amounts.signed(minor)}</td><td class="figure">${amounts.signed(minor)}</td></tr>`,
  )}</tbody></table>
<p class="good"><span aria-hidden="true">✓</span> ${words.checked}</p></div>`;
}

/** Whose share is explained: somebody whom the lot gave an odd cent. */
function explained() {
  const dinner = TRIP.find(({ title }) => title === "dinner")!;
  const share = sharesOf(dinner).find(({ allocation }) => allocation.oddUnits === 1n)!;
  return { dinner, share, name: PEOPLE[share.memberId as Person] };
}

function saysWhy({ words, amounts }: Voice): Markup {
  const { dinner, share, name } = explained();
  const exact = fill(words.whyExact, { exact: mixedNumber(share.allocation.exact) });
  const split = fill(words.whySplit, { total: amounts.money(dinner.minor), count: dinner.among.length });
  const odd = share.allocation.oddUnits;
  return html`<div class="picture">
<p class="caption"><strong>${fill(words.whyTitle, { name, amount: amounts.money(share.minor) })}</strong><span>${
    words.dinner
  }</span></p>
<dl class="why">
<div><dt>${split}</dt><dd class="figure">${exact}</dd></div>
<div><dt>${words.whyDown}</dt><dd class="figure">${amounts.money(share.minor - odd)}</dd></div>
<div><dt>${words.whyOdd}</dt><dd class="figure">${amounts.signed(odd)}</dd></div>
<div class="sum"><dt>${fill(words.whyShare, { name })}</dt><dd class="figure">${amounts.money(share.minor)}</dd></div>
</dl></div>`;
}

/** Three promises, each with a picture of what keeps it. */
export function proofs(voice: Voice): Markup {
  const { words } = voice;
  const proof = (heading: string, text: string, picture: Markup) =>
    html`<section class="proof"><div><h2>${heading}</h2><p>${text}</p></div>${picture}</section>`;
  return html`<div class="proofs">
${proof(words.noLimits, words.noLimitsText, noLimits(voice))}
${proof(words.moves, words.movesText, movesIn(voice))}
${proof(words.says, words.saysText, saysWhy(voice))}
</div>`;
}

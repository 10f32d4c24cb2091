import { registerEnumType } from "type-graphql";
import type { InvalidFields } from "../../platform/schema/refusals.js";

export enum GroupColour {
  RED = "RED",
  ORANGE = "ORANGE",
  AMBER = "AMBER",
  GREEN = "GREEN",
  TEAL = "TEAL",
  CYAN = "CYAN",
  BLUE = "BLUE",
  VIOLET = "VIOLET",
  PINK = "PINK",
  GREY = "GREY",
}
registerEnumType(GroupColour, {
  name: "GroupColour",
  description: "The colour that a group's pages wear. What it looks like is the client's to say.",
  valuesConfig: Object.fromEntries(
    Object.values(GroupColour).map((colour) => [
      colour,
      { description: `${colour[0]}${colour.slice(1).toLowerCase()}.` },
    ]),
  ),
});

const COLOURS = Object.values(GroupColour);

/** The colour of a group that nobody has chosen one for: always the same for the same id, and spread over all of them. */
export function colourOfId(id: string): GroupColour {
  let sum = 0;
  for (let at = 0; at < id.length; at++) sum = (Math.imul(sum, 31) + id.charCodeAt(at)) >>> 0;
  return COLOURS[sum % COLOURS.length]!;
}

/** The colour that a group wears. */
export function colourOf({ id, colour }: { readonly id: string; readonly colour: GroupColour | null }): GroupColour {
  return colour ?? colourOfId(id);
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** What makes a grapheme an emoji: a picture, a flag of two letters, or a key's cap. */
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3/u;
/** More than the longest of them: a family of four, or the flag of a region. */
const EMOJI_MAX = 40;

/** An emoji as it was typed, without what stands around it; anything but exactly one is MALFORMED. */
export function emojiFrom(text: string, invalid: InvalidFields): string {
  const typed = text.trim();
  const isOne = typed.length <= EMOJI_MAX && EMOJI.test(typed) && [...graphemes.segment(typed)].length === 1;
  if (!isOne) invalid.add(["emoji"], "MALFORMED", "This takes exactly one emoji.");
  return typed;
}

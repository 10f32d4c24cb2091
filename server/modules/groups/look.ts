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

/** The emoji that Unicode recommends for interchange (UTS 51, RGI), and nothing that merely looks like one. */
const EMOJI = new RegExp("^\\p{RGI_Emoji}$", "v");
/** Asks for the picture where a sign has a plain form too, as ❤ does. */
const AS_PICTURE = "\uFE0F";

/** An emoji as it was typed, without what stands around it, as a picture; anything but exactly one is MALFORMED. */
export function emojiFrom(text: string, invalid: InvalidFields): string {
  const typed = text.trim();
  const emoji = [typed, typed + AS_PICTURE].find((each) => EMOJI.test(each));
  if (emoji === undefined) invalid.add(["emoji"], "MALFORMED", "This takes exactly one emoji.");
  return emoji ?? typed;
}

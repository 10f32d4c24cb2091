import { chakra } from "@chakra-ui/react";
import { initialsOf } from "./initials.js";

const Disc = chakra("span", {
  base: {
    position: "relative",
    overflow: "hidden",
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    flexShrink: 0,
    width: "9",
    height: "9",
    borderRadius: "chip",
    fontSize: "sm",
    fontWeight: "semibold",
    letterSpacing: "0.01em",
    textTransform: "uppercase",
    userSelect: "none",
  },
  variants: {
    size: {
      sm: { width: "7", height: "7", fontSize: "xs" },
      md: {},
      lg: { width: "20", height: "20", fontSize: "2xl" },
    },
  },
});
/** Over the letters: where it does not come, they are there. */
const Picture = chakra("img", {
  base: { position: "absolute", inset: "0", width: "full", height: "full", objectFit: "cover" },
});

const TINTS = 10;

/** Ids end in random characters, so their sum spreads people evenly over the tints. */
function tintOf(id: string): number {
  let sum = 0;
  for (const character of id) sum += character.codePointAt(0)!;
  return sum % TINTS;
}

/** A person as a tinted disc: the same tint everywhere; with their picture, where there is one. */
export function Avatar(props: {
  id: string;
  name: string;
  size?: "sm" | "md" | "lg";
  /** Their picture, as far as the reader may see it. */
  url?: string | null | undefined;
  /** Where faces stand without names: the names that it must not be taken for. */
  among?: readonly string[];
}) {
  const tint = tintOf(props.id);
  return (
    <Disc
      aria-hidden
      size={props.size ?? "md"}
      style={{ background: `var(--ledger-colors-person-${tint}-bg)`, color: `var(--ledger-colors-person-${tint}-fg)` }}
    >
      {initialsOf(props.name, props.among)}
      {props.url && <Picture src={props.url} alt="" loading="lazy" />}
    </Disc>
  );
}

import { chakra } from "@chakra-ui/react";
import { initialsOf } from "./initials.js";

const Disc = chakra("span", {
  base: {
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
  variants: { size: { sm: { width: "7", height: "7", fontSize: "xs" }, md: {} } },
});

const TINTS = 10;

/** Ids end in random characters, so their sum spreads people evenly over the tints. */
function tintOf(id: string): number {
  let sum = 0;
  for (const character of id) sum += character.codePointAt(0)!;
  return sum % TINTS;
}

/** A person as a tinted disc: the same tint everywhere. */
export function Avatar(props: {
  id: string;
  name: string;
  size?: "sm" | "md";
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
    </Disc>
  );
}

import { chakra } from "@chakra-ui/react";
import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import type { MoneyText } from "../lib/format.js";
import { Money } from "./Money.js";

/** The figures that a screen is about, each under what it is. */
export const Sums = chakra("dl", { base: { display: "flex", flexWrap: "wrap", columnGap: "8", rowGap: "3" } });

const Pair = chakra("div", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: "5",
    "& dt": { display: "flex", alignItems: "center", gap: "1", width: "full", color: "fg.muted", fontSize: "sm" },
    "& dd": {
      fontSize: "clamp(1.25rem, 7vw, 2.5rem)",
      fontWeight: "semibold",
      letterSpacing: "heading",
      lineHeight: "tight",
      // A figure that is wider than the screen goes on below.
      "& span": { whiteSpace: "normal" },
    },
  },
});

/** What the reader is owed, or owes: in words, with an arrow and a colour, and large. */
export function Sum(props: { way: "owed" | "owing"; label: string; amounts: readonly MoneyText[] }) {
  const { way, label, amounts } = props;
  const Arrow = way === "owing" ? ArrowUpRight : ArrowDownLeft;
  return (
    <Pair color={way === "owing" ? "fg.owing" : "fg.owed"}>
      <dt>
        <Arrow size={16} aria-hidden /> {label}
      </dt>
      {amounts.map((amount) => (
        <dd key={amount.currency}>
          <Money value={amount} />
        </dd>
      ))}
    </Pair>
  );
}

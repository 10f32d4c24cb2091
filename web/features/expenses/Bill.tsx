import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Chip, Muted, Rows } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { type MoneyText, useFormat } from "../../lib/format.js";

interface Item {
  readonly name: string;
  readonly amount: MoneyText;
  readonly kind: string;
  readonly claims: readonly {
    readonly member: { readonly id: string; readonly name: string };
    readonly weight: string;
  }[];
}

const Line = chakra("li", {
  base: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    columnGap: "4",
    alignItems: "baseline",
    paddingBlock: "3",
  },
});

/** The lines of a bill, and who had what of them. */
export function Bill({ items }: { items: readonly Item[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const kindName = (kind: string) => t(`bill.kind.${kind}`);
  const withWeight = (name: string, weight: string) => {
    const written = number(weight);
    return written === "1" ? name : `${name} × ${written}`;
  };
  return (
    <Rows>
      {items.map(({ name, amount, kind, claims }, index) => (
        // A stored bill has no other identity for its lines than their order.
        // oxlint-disable-next-line react/no-array-index-key
        <Line key={index}>
          <chakra.span overflowWrap="anywhere">
            {name} {kind !== "ITEM" && name !== kindName(kind) && <Chip>{kindName(kind)}</Chip>}
          </chakra.span>
          <Money value={kind === "DISCOUNT" ? negated(amount) : amount} />
          {claims.length > 0 && (
            <Muted gridColumn="1 / -1" fontSize="sm">
              {claims.map(({ member, weight }) => withWeight(member.name, weight)).join(", ")}
            </Muted>
          )}
        </Line>
      ))}
    </Rows>
  );
}

/** A discount is taken off, and shown so. */
function negated({ amount, currency }: MoneyText): MoneyText {
  return { amount: amount.startsWith("-") ? amount.slice(1) : `-${amount}`, currency };
}

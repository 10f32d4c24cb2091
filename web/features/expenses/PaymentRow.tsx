import { chakra } from "@chakra-ui/react";
import { ArrowRight, HandCoins } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Chip } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { type MoneyText, useFormat } from "../../lib/format.js";

export interface PaymentView {
  readonly settledOn: string;
  readonly status: string;
  readonly from: { readonly name: string };
  readonly to: { readonly name: string };
  readonly amount: MoneyText;
}

const Line = chakra(Link, {
  base: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: "2",
    minHeight: "10",
    paddingInline: { base: "3", md: "4" },
    paddingBlock: "1",
    fontSize: "sm",
    color: "fg.muted",
    outlineOffset: "-2px!",
    _hover: { bg: "subtle" },
    "& > :last-child": { marginInlineStart: "auto" },
  },
});

/** A payment in the list of expenses, at its day. */
export function PaymentRow(props: { groupId: string; payment: PaymentView; place: ComponentProps<"li"> }) {
  const { t } = useTranslation();
  const { dayShort } = useFormat();
  const { from, to, amount, settledOn, status } = props.payment;
  return (
    <li {...props.place}>
      <Line to={`/groups/${props.groupId}/settle`}>
        <HandCoins size={16} aria-hidden /> {dayShort(settledOn)} · {from.name}
        <ArrowRight size={14} aria-label={t("settle.pays")} /> {to.name}
        {status === "PENDING" && <Chip tone="warn">{t("settle.status.PENDING")}</Chip>}
        <Money value={amount} />
      </Line>
    </li>
  );
}

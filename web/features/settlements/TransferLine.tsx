import { chakra } from "@chakra-ui/react";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { ButtonLink } from "../../components/Button.js";
import { Money } from "../../components/Money.js";
import { TextLink } from "../../components/TextLink.js";
import { type MoneyText, useFormat } from "../../lib/format.js";

const Line = chakra("li", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: "3",
    rowGap: "2",
    minHeight: "row",
    paddingBlock: "2",
  },
});
const People = chakra("span", {
  base: {
    display: "inline-flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: "2",
    minWidth: "0",
    flex: "1 1 9rem",
    "& svg": { flexShrink: 0 },
  },
});
const Acts = chakra("span", {
  base: {
    display: "flex",
    alignItems: "center",
    justifyContent: "flex-end",
    gap: "3",
    flexBasis: { base: "full", md: "auto" },
  },
});
const Why = chakra(TextLink, { base: { fontSize: "sm", minHeight: "6" } });

export interface SuggestedTransfer {
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly amount: MoneyText;
}

/** One payment that would help: who, whom, how much, why, and recording it. */
export function TransferLine(props: {
  groupId: string;
  transfer: SuggestedTransfer;
  /** Whether the group suggests it, so that there is a page about how it came about. */
  explained: boolean;
  canRecord: boolean;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { groupId } = props;
  const { from, to, amount } = props.transfer;
  const search = new URLSearchParams({ from: from.id, to: to.id, amount: amount.amount, currency: amount.currency });
  const named = { from: from.name, to: to.name, amount: money(amount) };
  return (
    <Line>
      <Avatar id={from.id} name={from.name} size="sm" />
      <People>
        <span>{from.name}</span>
        <ArrowRight size={16} aria-label={t("settle.pays")} />
        <span>{to.name}</span>
      </People>
      <Money value={amount} />
      <Acts>
        {props.explained && (
          <Why
            to={`/groups/${groupId}/transfers/${from.id}/${to.id}/${amount.currency}`}
            aria-label={t("why.linkTransfer", named)}
          >
            {t("why.link")}
          </Why>
        )}
        {props.canRecord && (
          <ButtonLink
            size="sm"
            to={`/groups/${groupId}/settle/new?${search}`}
            aria-label={t("settle.recordThis", named)}
          >
            {t("settle.record")}
          </ButtonLink>
        )}
      </Acts>
    </Line>
  );
}

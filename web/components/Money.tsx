import { chakra } from "@chakra-ui/react";
import { ArrowDownLeft, ArrowUpRight, Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isNegative, isZero, type MoneyText, useFormat, withoutSign } from "../lib/format.js";

const Figure = chakra("span", {
  base: { fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap", textAlign: "end" },
});
const Quiet = chakra("span", { base: { color: "fg.muted", fontWeight: "normal" } });

/** An amount in tabular digits; cents and currency stand back. */
export function Money(props: {
  value: MoneyText;
  signed?: boolean;
  tone?: "plain" | "balance";
  /** Where the currency is said already, as by the head of a column. */
  bare?: boolean;
}) {
  const { sign, whole, minor } = useFormat().moneyPieces(props.value, props.signed ?? false);
  const toned = props.tone === "balance";
  const color =
    !toned || isZero(props.value.amount) ? undefined : isNegative(props.value.amount) ? "fg.owing" : "fg.owed";
  return (
    <Figure color={color}>
      {sign}
      {whole}
      <Quiet color={toned ? "inherit" : undefined}>{minor}</Quiet>
      {!props.bare && <Quiet fontSize="0.85em"> {props.value.currency}</Quiet>}
    </Figure>
  );
}

const Said = chakra("span", {
  base: { display: "inline-flex", alignItems: "center", gap: "1.5", fontWeight: "medium", "& svg": { flexShrink: 0 } },
});

/**
 * A balance in words, with arrow, sign and colour, so that no single one of them carries the meaning.
 * `whose` is "mine" for the reader's own.
 */
export function BalanceWords(props: { net: MoneyText; whose: "mine" | "theirs" }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { net, whose } = props;
  if (isZero(net.amount)) {
    return (
      <Said color="fg.muted">
        <Check size={16} aria-hidden /> {t("balance.settled")}
      </Said>
    );
  }
  const owing = isNegative(net.amount);
  const amount = money({ ...net, amount: withoutSign(net.amount) });
  const Arrow = owing ? ArrowUpRight : ArrowDownLeft;
  return (
    <Said color={owing ? "fg.owing" : "fg.owed"}>
      <Arrow size={16} aria-hidden /> {t(`balance.${whose}.${owing ? "owing" : "owed"}`, { amount })}
    </Said>
  );
}

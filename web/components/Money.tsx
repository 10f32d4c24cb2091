import { chakra } from "@chakra-ui/react";
import { ArrowDownLeft, ArrowUpRight, Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isNegative, isZero, type MoneyText, useFormat, withoutSign } from "../lib/format.js";

const Figure = chakra("span", {
  base: { fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap", textAlign: "end" },
});
const Quiet = chakra("span", { base: { color: "fg.muted", fontWeight: "normal" } });

/** An amount in tabular digits; minor units and currency stand back. */
export function Money(props: {
  value: MoneyText;
  signed?: boolean;
  tone?: "plain" | "balance";
  /** Where the currency is said already, as by the head of a column. */
  bare?: boolean;
}) {
  const { value, signed = false, bare = false } = props;
  const pieces = useFormat().moneyPieces(value, { signed, bare });
  const toned = props.tone === "balance" && !isZero(value.amount);
  const color = isNegative(value.amount) ? "fg.owing" : "fg.owed";
  return (
    <Figure color={toned ? color : undefined}>
      {pieces.map(({ text, isQuiet }) =>
        isQuiet ? (
          <Quiet key={text} color={toned ? "inherit" : undefined}>
            {text}
          </Quiet>
        ) : (
          text
        ),
      )}
    </Figure>
  );
}

const Said = chakra("span", {
  base: { display: "inline-flex", alignItems: "center", gap: "1.5", fontWeight: "medium", "& svg": { flexShrink: 0 } },
});

/** That nothing is open. */
export function Settled() {
  const { t } = useTranslation();
  return (
    <Said color="fg.muted">
      <Check size={16} aria-hidden /> {t("balance.settled")}
    </Said>
  );
}

/**
 * A balance in words, with arrow, sign and colour, so that no single one of them carries the meaning.
 * `whose` is "mine" for the reader's own.
 */
export function BalanceWords(props: {
  net: MoneyText;
  whose: "mine" | "theirs";
  /** Where the amount stands in the same row already. */
  bare?: boolean;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { net, whose } = props;
  if (isZero(net.amount)) return <Settled />;
  const owing = isNegative(net.amount);
  const direction = owing ? "owing" : "owed";
  const amount = money({ ...net, amount: withoutSign(net.amount) });
  const Arrow = owing ? ArrowUpRight : ArrowDownLeft;
  return (
    <Said color={owing ? "fg.owing" : "fg.owed"}>
      <Arrow size={16} aria-hidden />{" "}
      {props.bare ? t(`balance.bare.${whose}.${direction}`) : t(`balance.${whose}.${direction}`, { amount })}
    </Said>
  );
}

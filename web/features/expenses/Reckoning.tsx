import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { minorDigits } from "../../../server/kernel/currency.js";
import { amountText } from "../../../server/kernel/money.js";
import { Heading, Muted, Rows, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { type MoneyText, useFormat } from "../../lib/format.js";

interface Share {
  readonly member: { readonly id: string; readonly name: string };
  readonly amount: MoneyText;
  readonly allocation: {
    readonly numerator: string;
    readonly denominator: string;
    readonly exact: string;
    readonly oddUnits: number;
    readonly ruleCode: string;
  };
}

const Details = chakra("details", {
  base: {
    "& > summary": {
      cursor: "pointer",
      minHeight: "10",
      display: "flex",
      alignItems: "center",
      gap: "2",
      borderRadius: "control",
      listStylePosition: "inside",
      _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
    },
    "& > summary::before": { content: '"▸"', color: "fg.muted" },
    "&[open] > summary::before": { content: '"▾"' },
    "& > summary::-webkit-details-marker": { display: "none" },
  },
});
const Line = chakra("li", { base: { paddingBlock: "3" } });
const Steps = chakra("dl", {
  base: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, auto)",
    columnGap: "4",
    rowGap: "1",
    marginBlock: "1",
    fontSize: "sm",
    "& dt": { color: "fg.muted" },
    "& dd": { textAlign: "end", fontVariantNumeric: "tabular-nums", overflowWrap: "anywhere" },
  },
});

/** How every share was computed, to the last minor unit: its exact part, what rounding made of it, and why. */
export function Reckoning({ shares }: { shares: readonly Share[] }) {
  const { t } = useTranslation();
  const left = Math.abs(shares.reduce((sum, share) => sum + share.allocation.oddUnits, 0));
  return (
    <Surface>
      <Details>
        <summary>
          <Heading>{t("reckoning.title")}</Heading>
        </summary>
        <Muted fontSize="sm">{t("reckoning.text")}</Muted>
        <Rows>
          {shares.map((share) => (
            <ShareReckoning key={share.member.id} share={share} left={left} />
          ))}
        </Rows>
      </Details>
    </Surface>
  );
}

function ShareReckoning({ share, left }: { share: Share; left: number }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { numerator, denominator, exact, oddUnits, ruleCode } = share.allocation;
  const { currency } = share.amount;
  const units = (minor: bigint): MoneyText => ({ amount: amountText(minor, currency), currency });
  const rounded = BigInt(numerator) / BigInt(denominator);
  const fraction = exact.split(" ").at(-1)!.replace("-", "");
  const plain = ruleCode === "ENTERED" || ruleCode === "WHOLE";
  return (
    <Line>
      <chakra.p display="flex" justifyContent="space-between" gap="4" fontWeight="medium">
        <span>{share.member.name}</span>
        <Money value={share.amount} />
      </chakra.p>
      {!plain && (
        <Steps>
          <dt>{t("reckoning.exact")}</dt>
          <dd>{minorDigits(currency) === 0 ? `${exact} ${currency}` : `${exact} × ${money(units(1n))}`}</dd>
          <dt>{t("reckoning.rounded")}</dt>
          <dd>
            <Money value={units(rounded)} />
          </dd>
          <dt>{t("reckoning.odd")}</dt>
          <dd>{oddUnits === 0 ? "–" : <Money value={units(BigInt(oddUnits))} signed />}</dd>
        </Steps>
      )}
      <Muted fontSize="sm">{t(`reckoning.rule.${ruleCode}`, { count: left, fraction })}</Muted>
    </Line>
  );
}

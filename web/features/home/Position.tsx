import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Muted, Rows, Sides, Stack, Surface } from "../../components/Layout.js";
import { Money, Settled } from "../../components/Money.js";
import { Sheet } from "../../components/Sheet.js";
import { Sum, Sums } from "../../components/Sums.js";
import type { HomePageQuery } from "../../gql/graphql.js";
import { isNegative, isZero, type MoneyText, useFormat, withoutSign } from "../../lib/format.js";
import { type HomeGroup, HomeLine } from "./Waiting.js";

type Totals = NonNullable<HomePageQuery["viewerTotals"]>;
type Way = "owed" | "owing";
const WAYS: readonly Way[] = ["owed", "owing"];

const Foot = chakra("p", {
  base: { display: "flex", flexWrap: "wrap", columnGap: "4", fontSize: "sm", color: "fg.muted" },
});

/** What the reader is owed and owes in all: by currency, and in one. Each opens the groups that it is made of. */
export function Position(props: { totals: Totals; groups: readonly HomeGroup[] }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const [open, setOpen] = useState<Way | null>(null);
  const { totals } = props;
  const converted = { owed: totals.owedIn, owing: totals.owingIn };
  const shown = WAYS.filter((way) => totals[way].length > 0);
  return (
    <Surface as="section" aria-label={t("totals.label")}>
      <Stack>
        {shown.length === 0 && <Settled />}
        <Sums>
          {shown.map((way) => (
            <Sum key={way} way={way} label={t(`totals.${way}`)} amounts={totals[way]} />
          ))}
        </Sums>
        {totals.ratesAsOf && (
          <Foot>
            {shown.map(
              (way) =>
                converted[way] && (
                  <span key={way}>
                    {t(`totals.${way}`)}: <Money value={converted[way]} />
                  </span>
                ),
            )}
            <span>{t("totals.rates", { day: day(totals.ratesAsOf) })}</span>
          </Foot>
        )}
        {totals.unconverted.length > 0 && totals.ratesAsOf && (
          <Muted fontSize="sm">
            {t("totals.without")}{" "}
            {totals.unconverted.map((amount, index) => (
              <span key={amount.currency}>
                {index > 0 && ", "}
                <Money value={amount} signed />
              </span>
            ))}
          </Muted>
        )}
        {shown.length > 0 && (
          <chakra.div display="flex" flexWrap="wrap" gap="2" data-print="no">
            {shown.map((way) => (
              <Button key={way} size="sm" aria-haspopup="dialog" onClick={() => setOpen(way)}>
                {t(`home.from.${way}`)}
              </Button>
            ))}
          </chakra.div>
        )}
      </Stack>
      {open && (
        <Sheet title={t(`home.from.${open}`)} onClose={() => setOpen(null)}>
          <Breakdown way={open} amounts={totals[open]} groups={props.groups} onClose={() => setOpen(null)} />
        </Sheet>
      )}
    </Surface>
  );
}

/** The groups that a sum is made of, a currency at a time. */
function Breakdown(props: {
  way: Way;
  amounts: readonly MoneyText[];
  groups: readonly HomeGroup[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { way } = props;
  const partsOf = (currency: string) =>
    props.groups.flatMap((group) =>
      group.viewerBalances
        .map(({ net }) => net)
        .filter((net) => net.currency === currency && !isZero(net.amount))
        .filter(({ amount }) => isNegative(amount) === (way === "owing"))
        .map((net) => ({ group, amount: { ...net, amount: withoutSign(net.amount) } })),
    );
  return (
    <Stack gap="6">
      {props.amounts.map((sum) => (
        <section key={sum.currency} aria-label={sum.currency}>
          <Rows>
            {partsOf(sum.currency).map(({ group, amount }) => (
              <li key={group.id}>
                <HomeLine to={`/groups/${group.id}/balances`} onClick={props.onClose}>
                  <Sides>
                    <span>{group.name}</span>
                    <Money value={amount} />
                  </Sides>
                </HomeLine>
              </li>
            ))}
            <li>
              <Sides paddingBlock="3" fontWeight="semibold">
                <span>{t("home.inAll")}</span>
                <Money value={sum} />
              </Sides>
            </li>
          </Rows>
        </section>
      ))}
    </Stack>
  );
}

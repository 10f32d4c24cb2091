import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Scale } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sum } from "../../../server/kernel/allocate.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import { amountText, minorFrom } from "../../../server/kernel/money.js";
import { Avatar } from "../../components/Avatar.js";
import { EmptyState } from "../../components/EmptyState.js";
import { Chip, Heading, Rows, Stack, Surface } from "../../components/Layout.js";
import { BalanceWords, Money } from "../../components/Money.js";
import { TextLink } from "../../components/TextLink.js";
import { graphql } from "../../gql/index.js";
import { type MoneyText, useFormat } from "../../lib/format.js";

export const BalanceList_group = graphql(`
  fragment BalanceList_group on Group {
    id
    viewerMember {
      id
    }
    balances {
      member {
        id
        name
        leftAt
      }
      net {
        amount
        currency
      }
    }
  }
`);

const Line = chakra("li", {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto",
    columnGap: "3",
    alignItems: "center",
    minHeight: "row",
    paddingBlock: "2",
  },
});
const SumLine = chakra("p", {
  base: {
    display: "flex",
    justifyContent: "space-between",
    borderTop: "1px solid",
    borderColor: "line",
    paddingTop: "3",
    color: "fg.muted",
    fontSize: "sm",
  },
});

function sumOf(nets: readonly MoneyText[], currency: string): MoneyText {
  const minors = nets.map((net) => minorFrom(Decimal.parse(net.amount)!, currency) as bigint);
  return { amount: amountText(sum(minors), currency), currency };
}

/** Everybody's balance, a list for each currency, with the proof that it comes to nothing. */
export function BalanceList(props: { group: FragmentType<typeof BalanceList_group> }) {
  const { t } = useTranslation();
  const { currencyName } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: BalanceList_group, from: props.group });
  const currencies = [...new Set(group.balances.map((balance) => balance.net.currency))].sort();
  if (currencies.length === 0) {
    return (
      <Surface>
        <EmptyState icon={Scale} title={t("balances.emptyTitle")} text={t("balances.emptyText")} />
      </Surface>
    );
  }
  return (
    <Stack>
      {currencies.map((currency) => {
        const balances = group.balances.filter((balance) => balance.net.currency === currency);
        const total = sumOf(
          balances.map((balance) => balance.net),
          currency,
        );
        return (
          <Surface key={currency} aria-labelledby={`balances-${currency}`}>
            <Heading id={`balances-${currency}`} marginBottom="1">
              {currencyName(currency)}
            </Heading>
            <Rows>
              {balances.map(({ member, net }) => (
                <Line key={member.id}>
                  <Avatar id={member.id} name={member.name} />
                  <chakra.span minWidth="0">
                    <chakra.span display="block" fontWeight="medium">
                      {member.name} {member.leftAt && <Chip>{t("member.left")}</Chip>}
                    </chakra.span>
                    <BalanceWords net={net} whose={member.id === group.viewerMember?.id ? "mine" : "theirs"} />
                  </chakra.span>
                  <chakra.span textAlign="end">
                    <Money value={net} signed tone="balance" />
                    <TextLink
                      display="block"
                      fontSize="sm"
                      to={`/groups/${group.id}/balances/${member.id}/${currency}`}
                      aria-label={t("why.linkBalance", { name: member.name })}
                    >
                      {t("why.link")}
                    </TextLink>
                  </chakra.span>
                </Line>
              ))}
            </Rows>
            <SumLine>
              <span>{t("balances.sum")}</span>
              <Money value={total} />
            </SumLine>
          </Surface>
        );
      })}
      <p>
        <TextLink to={`/groups/${group.id}/changes`}>{t("changes.link")}</TextLink>
      </p>
    </Stack>
  );
}

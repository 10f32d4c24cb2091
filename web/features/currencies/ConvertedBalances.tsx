import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { Scale } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { groupToday } from "../../../server/kernel/today.js";
import { BalanceRow, BalanceSum } from "../../components/BalanceRow.js";
import { Button } from "../../components/Button.js";
import { EmptyState } from "../../components/EmptyState.js";
import { Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { RateLine } from "../../components/RateLine.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { RateForm } from "./RateForm.js";

export const ConvertedBalances_group = graphql(`
  fragment ConvertedBalances_group on Group {
    id
    currency
    timeZone
    viewerMember {
      id
    }
    viewerCan {
      record
    }
    balancesIn(currency: $currency) {
      member {
        id
        name
        leftAt
      }
      net {
        amount
        currency
      }
      unconverted {
        amount
        currency
      }
      rates {
        ...RateLine_rate @unmask
      }
    }
  }
`);

/** Everybody's balance over all currencies in one, with the rates that it took and what none could be found for. */
export function ConvertedBalances(props: { group: FragmentType<typeof ConvertedBalances_group>; currency: string }) {
  const { t } = useTranslation();
  const { currencyName } = useFormat();
  const { currency } = props;
  const { data: group } = useSuspenseFragment({
    fragment: ConvertedBalances_group,
    fragmentName: "ConvertedBalances_group",
    from: props.group,
    variables: { currency },
  });
  const { balancesIn: balances } = group;
  if (balances.length === 0) {
    return (
      <Surface>
        <EmptyState icon={Scale} title={t("balances.emptyTitle")} text={t("balances.emptyText")} />
      </Surface>
    );
  }
  const byCurrency = new Map(balances.flatMap((balance) => balance.rates).map((rate) => [rate.from, rate]));
  const rates = [...byCurrency.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
  const without = [...new Set(balances.flatMap((balance) => balance.unconverted.map((each) => each.currency)))].sort();
  const nets = balances.map((balance) => balance.net);
  return (
    <Stack>
      <Surface aria-labelledby="converted">
        <Heading id="converted" marginBottom="1">
          {t("rates.allIn", { currency: currencyName(currency) })}
        </Heading>
        <Rows>
          {balances.map(({ member, net, unconverted }) => (
            <BalanceRow
              key={member.id}
              member={member}
              net={net}
              isViewer={member.id === group.viewerMember?.id}
              besides={unconverted.map((each) => (
                <Muted key={each.currency} fontSize="sm">
                  {t("rates.besides")} <Money value={each} signed tone="balance" />
                </Muted>
              ))}
            />
          ))}
        </Rows>
        <BalanceSum nets={nets} currency={currency} />
      </Surface>
      {without.length > 0 && (
        <WithoutRate groupId={group.id} currencies={without} to={currency} canSet={group.viewerCan.record} />
      )}
      {rates.length > 0 && (
        <Surface aria-labelledby="rates-used">
          <Stack gap="2">
            <Heading id="rates-used">{t("rates.used")}</Heading>
            {rates.map((rate) => (
              <RateLine key={rate.from} rate={rate} usedOn={groupToday(group)} />
            ))}
            <Muted fontSize="sm">{t("rates.usedHint")}</Muted>
          </Stack>
        </Surface>
      )}
    </Stack>
  );
}

/** Says what stays as it is for want of a rate, and offers to set one. */
function WithoutRate(props: { groupId: string; currencies: readonly string[]; to: string; canSet: boolean }) {
  const { t } = useTranslation();
  const [entering, setEntering] = useState<string | null>(null);
  const { currencies, to } = props;
  return (
    <>
      <Notice tone="info" title={t("rates.without", { currencies: currencies.join(", ") })}>
        <p>{t("rates.withoutText")}</p>
        {props.canSet && (
          <Row flexWrap="wrap" gap="2">
            {currencies.map((currency) => (
              <Button key={currency} size="sm" onClick={() => setEntering(currency)}>
                {t("rates.setFor", { currency })}
              </Button>
            ))}
          </Row>
        )}
      </Notice>
      {entering && (
        <Surface>
          <RateForm
            key={entering}
            groupId={props.groupId}
            likely={[to, ...currencies]}
            from={to}
            to={entering}
            onEnd={() => setEntering(null)}
          />
        </Surface>
      )}
    </>
  );
}

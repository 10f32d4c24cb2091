import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { Scale } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { BalanceRow, BalanceSum } from "../../components/BalanceRow.js";
import { EmptyState } from "../../components/EmptyState.js";
import { Heading, Rows, Stack, Surface } from "../../components/Layout.js";
import { TextLink } from "../../components/TextLink.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";

const RemindButton = lazy(() => import("../notifications/RemindButton.js"));
const CannotRemind = lazy(() => import("../notifications/CannotRemind.js"));

export const BalanceList_group = graphql(`
  fragment BalanceList_group on Group {
    id
    viewerMember {
      id
    }
    viewerCan {
      settle
    }
    suggestedTransfers {
      from {
        id
        user {
          id
        }
      }
      to {
        id
      }
      amount {
        amount
        currency
      }
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

/** Everybody's balance, a list for each currency, with the proof that it comes to nothing. */
export function BalanceList(props: { group: FragmentType<typeof BalanceList_group> }) {
  const { t } = useTranslation();
  const { currencyName } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: BalanceList_group, from: props.group });
  // Whom the group suggests to pay the reader; whoever has no account cannot be reminded.
  const toMe = group.viewerCan.settle
    ? group.suggestedTransfers.filter(({ to }) => to.id === group.viewerMember?.id)
    : [];
  const owesMe = (memberId: string, currency: string) =>
    toMe.some(({ from, amount }) => from.id === memberId && from.user && amount.currency === currency);
  // Where some can be reminded, one wonders why others cannot.
  const isSomeLeftOut = toMe.some(({ from }) => from.user) && toMe.some(({ from }) => !from.user);
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
        return (
          <Surface key={currency} aria-labelledby={`balances-${currency}`}>
            <Heading id={`balances-${currency}`} marginBottom="1">
              {currencyName(currency)}
            </Heading>
            <Rows>
              {balances.map(({ member, net }) => (
                <BalanceRow
                  key={member.id}
                  member={member}
                  net={net}
                  isViewer={member.id === group.viewerMember?.id}
                  act={
                    owesMe(member.id, currency) && (
                      <Suspense fallback={null}>
                        <RemindButton groupId={group.id} memberId={member.id} currency={currency} name={member.name} />
                      </Suspense>
                    )
                  }
                  link={
                    <TextLink
                      display="block"
                      fontSize="sm"
                      to={`/groups/${group.id}/balances/${member.id}/${currency}`}
                      aria-label={t("why.linkBalance", { name: member.name })}
                    >
                      {t("why.link")}
                    </TextLink>
                  }
                />
              ))}
            </Rows>
            <BalanceSum nets={balances.map((balance) => balance.net)} currency={currency} />
          </Surface>
        );
      })}
      {isSomeLeftOut && (
        <Suspense fallback={null}>
          <CannotRemind groupId={group.id} />
        </Suspense>
      )}
      <p>
        <TextLink to={`/groups/${group.id}/changes`}>{t("changes.link")}</TextLink>
      </p>
    </Stack>
  );
}

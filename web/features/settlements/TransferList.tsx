import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { ArrowRight, Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { ButtonLink } from "../../components/Button.js";
import { EmptyState } from "../../components/EmptyState.js";
import { Heading, Muted, Rows, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";

export const TransferList_group = graphql(`
  fragment TransferList_group on Group {
    id
    simplifyDebts
    suggestedTransfers {
      from {
        id
        name
      }
      to {
        id
        name
      }
      amount {
        amount
        currency
      }
    }
  }
`);

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

/** The payments that would bring everybody to zero. */
export function TransferList(props: { group: FragmentType<typeof TransferList_group>; canRecord: boolean }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: TransferList_group, from: props.group });
  if (group.suggestedTransfers.length === 0) {
    return (
      <Surface>
        <EmptyState icon={Check} title={t("settle.evenTitle")} text={t("settle.evenText")} />
      </Surface>
    );
  }
  return (
    <Surface aria-labelledby="suggested">
      <Heading id="suggested">{t("settle.suggested")}</Heading>
      <Muted fontSize="sm">{t(group.simplifyDebts ? "settle.simplified" : "settle.pairwise")}</Muted>
      <Rows>
        {group.suggestedTransfers.map(({ from, to, amount }) => {
          const search = new URLSearchParams({
            from: from.id,
            to: to.id,
            amount: amount.amount,
            currency: amount.currency,
          });
          return (
            <Line key={`${from.id} ${to.id} ${amount.currency}`}>
              <Avatar id={from.id} name={from.name} size="sm" />
              <chakra.span display="inline-flex" alignItems="center" gap="2" minWidth="0" flex="1 1 auto">
                <span>{from.name}</span>
                <ArrowRight size={16} aria-label={t("settle.pays")} />
                <span>{to.name}</span>
              </chakra.span>
              <Money value={amount} />
              {props.canRecord && (
                <ButtonLink
                  size="sm"
                  to={`/groups/${group.id}/settle/new?${search}`}
                  aria-label={t("settle.recordThis", { from: from.name, to: to.name, amount: money(amount) })}
                >
                  {t("settle.record")}
                </ButtonLink>
              )}
            </Line>
          );
        })}
      </Rows>
    </Surface>
  );
}

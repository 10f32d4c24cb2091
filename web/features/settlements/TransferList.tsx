import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { ArrowRight, Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { ButtonLink } from "../../components/Button.js";
import { EmptyState } from "../../components/EmptyState.js";
import { SelectField } from "../../components/Field.js";
import { Heading, Muted, Rows, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { TextLink } from "../../components/TextLink.js";
import { graphql } from "../../gql/index.js";
import { type MoneyText, useFormat } from "../../lib/format.js";

export const TransferList_group = graphql(`
  fragment TransferList_group on Group {
    id
    simplifyDebts
    members {
      id
      name
      leftAt
    }
    settlementPlans {
      currency
      method
      lowerBound
      transfers {
        from {
          id
        }
        to {
          id
        }
        amount {
          amount
          currency
        }
      }
    }
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

/** Those who are there, and "nobody": through whom everything goes. */
function ThroughField(props: { members: readonly Member[]; value: string; onChange: (memberId: string) => void }) {
  const { t } = useTranslation();
  const present = props.members.filter((member) => !member.leftAt);
  return (
    <SelectField
      label={t("settle.through")}
      hint={t("settle.throughHint")}
      value={props.value}
      onChange={props.onChange}
      choices={[
        { value: "", label: t("settle.throughNobody") },
        ...present.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

interface Member {
  readonly id: string;
  readonly name: string;
  readonly leftAt?: string | null | undefined;
}

interface SuggestedTransfer {
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly amount: MoneyText;
}

/** The payments that would bring everybody to zero: the group's suggestions, or others that all go through one member. */
export function TransferList(props: {
  group: FragmentType<typeof TransferList_group>;
  canRecord: boolean;
  through: { readonly memberId: string; readonly transfers: readonly SuggestedTransfer[] } | null;
  onThrough: (memberId: string | null) => void;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { through } = props;
  const { data: group } = useSuspenseFragment({ fragment: TransferList_group, from: props.group });
  if (group.suggestedTransfers.length === 0) {
    return (
      <Surface>
        <EmptyState icon={Check} title={t("settle.evenTitle")} text={t("settle.evenText")} />
      </Surface>
    );
  }
  const transfers = through?.transfers ?? group.suggestedTransfers;
  const text = through !== null ? "settle.throughText" : group.simplifyDebts ? "settle.simplified" : "settle.pairwise";
  return (
    <Surface aria-labelledby="suggested">
      <Heading id="suggested">{t("settle.suggested")}</Heading>
      <Muted fontSize="sm">{t(text)}</Muted>
      {through === null &&
        group.simplifyDebts &&
        group.settlementPlans.map(({ currency, method, lowerBound, transfers: { length: count } }) => (
          <Muted key={currency} fontSize="sm">
            {method === "EXACT"
              ? t("settle.fewest", { count, currency })
              : t("settle.notFewest", { count, currency, least: lowerBound })}
          </Muted>
        ))}
      <Rows>
        {transfers.map(({ from, to, amount }) => {
          const search = new URLSearchParams({
            from: from.id,
            to: to.id,
            amount: amount.amount,
            currency: amount.currency,
          });
          const named = { from: from.name, to: to.name, amount: money(amount) };
          return (
            <Line key={`${from.id} ${to.id} ${amount.currency}`}>
              <Avatar id={from.id} name={from.name} size="sm" />
              <chakra.span display="inline-flex" alignItems="center" gap="2" minWidth="0" flex="1 1 0">
                <span>{from.name}</span>
                <ArrowRight size={16} aria-label={t("settle.pays")} />
                <span>{to.name}</span>
              </chakra.span>
              <Money value={amount} />
              <Acts>
                {through === null && (
                  <Why
                    to={`/groups/${group.id}/transfers/${from.id}/${to.id}/${amount.currency}`}
                    aria-label={t("why.linkTransfer", named)}
                  >
                    {t("why.link")}
                  </Why>
                )}
                {props.canRecord && (
                  <ButtonLink
                    size="sm"
                    to={`/groups/${group.id}/settle/new?${search}`}
                    aria-label={t("settle.recordThis", named)}
                  >
                    {t("settle.record")}
                  </ButtonLink>
                )}
              </Acts>
            </Line>
          );
        })}
      </Rows>
      {(transfers.length > 1 || through !== null) && (
        <chakra.div marginTop="4" maxWidth="96" data-print="no">
          <ThroughField
            members={group.members}
            value={through?.memberId ?? ""}
            onChange={(memberId) => props.onThrough(memberId || null)}
          />
        </chakra.div>
      )}
    </Surface>
  );
}

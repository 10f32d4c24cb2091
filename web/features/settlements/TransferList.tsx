import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Heading, Muted, Rows, Surface } from "../../components/Layout.js";
import type { TransferList_GroupFragment } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useOpenSeen } from "./open-seen.js";
import { SettledCard } from "./SettledCard.js";
import { NO_WISHES, optionsOf, wishesFrom, withWishes } from "./settle-wishes.js";
import { TransferLine } from "./TransferLine.js";
import { TransferOptions } from "./TransferOptions.js";
import { WishedTransfers } from "./WishedTransfers.js";

export const TransferList_group = graphql(`
  fragment TransferList_group on Group {
    id
    name
    emoji
    colour
    currency
    simplifyDebts
    members {
      id
      name
      leftAt
      household {
        id
      }
    }
    viewerMember {
      id
    }
    balances {
      member {
        id
      }
      net {
        currency
      }
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

/** The payments that would bring everybody to zero: the group's suggestions, or others by what the address wishes. */
export function TransferList(props: {
  group: FragmentType<typeof TransferList_group>;
  canRecord: boolean;
  search: URLSearchParams;
  onSearch: (search: URLSearchParams) => void;
}) {
  const { t } = useTranslation();
  const { canRecord, onSearch, search } = props;
  const { data: group } = useSuspenseFragment({ fragment: TransferList_group, from: props.group });
  const isEven = group.suggestedTransfers.length === 0;
  useOpenSeen(group.id, !isEven);
  if (isEven) {
    return (
      <Surface>
        <SettledCard group={group} />
      </Surface>
    );
  }
  const open = new Set(group.balances.map(({ member }) => member.id));
  // Who left can still be settled with, as long as there is something to settle.
  const members = group.members.filter((member) => !member.leftAt || open.has(member.id));
  const currencies = [...new Set(group.balances.map(({ net }) => net.currency))];
  // One amount for all currencies: as many decimals as the one that has most of them.
  const digits = Math.max(...[group.currency, ...currencies].map(minorDigits));
  const wishes = wishesFrom(search, members, digits);
  const options = optionsOf(wishes);
  const anyChoice = members.length > 2 || group.suggestedTransfers.length > 1;
  return (
    <Surface aria-labelledby="suggested">
      <Heading id="suggested">{t("settle.suggested")}</Heading>
      {options === null ? (
        <>
          {group.simplifyDebts ? (
            <Fewest plans={group.settlementPlans} />
          ) : (
            <Muted fontSize="sm">{t("settle.pairwise")}</Muted>
          )}
          <Rows>
            {group.suggestedTransfers.map((transfer) => (
              <TransferLine
                key={`${transfer.from.id} ${transfer.to.id} ${transfer.amount.currency}`}
                groupId={group.id}
                transfer={transfer}
                explained
                canRecord={canRecord}
              />
            ))}
          </Rows>
        </>
      ) : (
        <WishedTransfers
          groupId={group.id}
          options={options}
          suggested={group.suggestedTransfers}
          viewerMemberId={group.viewerMember?.id ?? null}
          canRecord={canRecord}
        />
      )}
      {(anyChoice || options !== null) && (
        <TransferOptions
          members={members}
          currencies={currencies.length > 0 ? currencies : [group.currency]}
          digits={digits}
          wishes={wishes}
          onChange={(next) => onSearch(withWishes(search, next))}
          onReset={options === null ? null : () => onSearch(withWishes(search, NO_WISHES))}
        />
      )}
    </Surface>
  );
}

const Proof = chakra("details", {
  base: {
    color: "fg.muted",
    fontSize: "sm",
    "& summary": { width: "fit-content", borderRadius: "control", cursor: "pointer" },
  },
});

/** How many payments there are, and for those who ask, that there could not be fewer. */
function Fewest({ plans }: { plans: TransferList_GroupFragment["settlementPlans"] }) {
  const { t } = useTranslation();
  const count = plans.reduce((sum, { transfers }) => sum + transfers.length, 0);
  return (
    <>
      <p>{t("settle.fewest", { count })}</p>
      <Proof>
        <summary>{t("settle.fewestWhy")}</summary>
        {plans.map(({ currency, method, lowerBound, transfers }) => (
          <p key={currency}>
            {method === "EXACT"
              ? t("settle.proof", { currency, count: transfers.length })
              : t("settle.notFewest", { currency, count: transfers.length, least: lowerBound })}
          </p>
        ))}
      </Proof>
    </>
  );
}

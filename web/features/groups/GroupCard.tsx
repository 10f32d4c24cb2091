import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { GroupBadge } from "../../components/GroupBadge.js";
import { Chip, Row } from "../../components/Layout.js";
import { BalanceWords } from "../../components/Money.js";
import { graphql } from "../../gql/index.js";

export const GroupCard_group = graphql(`
  fragment GroupCard_group on Group {
    id
    name
    emoji
    colour
    currency
    archivedAt
    members {
      id
      leftAt
    }
    viewerBalances {
      net {
        amount
        currency
      }
    }
  }
`);

const Card = chakra(Link, {
  base: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    alignItems: "center",
    columnGap: "4",
    rowGap: "1",
    minHeight: "row",
    paddingInline: "4",
    paddingBlock: "3",
    _hover: { bg: "subtle" },
    outlineOffset: "-2px!",
  },
});

/** A group in a list, with what it means for the reader's purse. */
export function GroupCard(props: { group: FragmentType<typeof GroupCard_group> }) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: GroupCard_group, from: props.group });
  const present = group.members.filter((member) => !member.leftAt).length;
  const nothing = { amount: "0", currency: group.currency };
  const nets = group.viewerBalances.length > 0 ? group.viewerBalances.map((balance) => balance.net) : [nothing];
  return (
    <li>
      <Card to={`/groups/${group.id}`}>
        <GroupBadge group={group} />
        <chakra.span minWidth="0" flex="1 1 8rem">
          <Row as="span" gap="2" flexWrap="wrap">
            <chakra.strong fontWeight="semibold">{group.name}</chakra.strong>
            {group.archivedAt && <Chip>{t("group.archived")}</Chip>}
          </Row>
          <chakra.span display="block" color="fg.muted" fontSize="sm">
            {t("group.people", { count: present })}
          </chakra.span>
        </chakra.span>
        <chakra.span display="flex" flexDirection="column" alignItems={{ sm: "flex-end" }}>
          {nets.map((net) => (
            <BalanceWords key={net.currency} net={net} whose="mine" />
          ))}
        </chakra.span>
      </Card>
    </li>
  );
}

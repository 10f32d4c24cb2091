import type { FragmentType } from "@apollo/client";
import { useSubscription, useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { NavLink } from "react-router";
import { GroupBadge } from "../../components/GroupBadge.js";
import { BalanceWords } from "../../components/Money.js";
import { graphql } from "../../gql/index.js";
import { openPage } from "../../lib/refetch.js";

export const RailGroup_group = graphql(`
  fragment RailGroup_group on Group {
    id
    name
    emoji
    colour
    lastEventSeq
    viewerBalances {
      net {
        amount
        currency
      }
    }
  }
`);

/** Keeps a group's name and the reader's balance true wherever they are shown. */
const GroupPulse = graphql(`
  subscription GroupPulse($groupId: ID!, $after: Int) {
    groupEvents(groupId: $groupId, after: $after) {
      seq
      group {
        id
        name
        emoji
        colour
        archivedAt
        lastEventSeq
        viewerBalances {
          net {
            amount
            currency
          }
        }
      }
    }
  }
`);

/** So many currencies fit beside a group without crowding out the others. */
const SHOWN = 2;

const Item = chakra(NavLink, {
  base: {
    display: "flex",
    alignItems: "center",
    gap: "2.5",
    paddingInline: "2",
    paddingBlock: "2",
    borderRadius: "control",
    _hover: { bg: "surface" },
    "&.active": { bg: "surface", fontWeight: "semibold" },
  },
});

export function RailGroup(props: { group: FragmentType<typeof RailGroup_group> }) {
  const { data: group } = useSuspenseFragment({ fragment: RailGroup_group, from: props.group });
  const [after] = useState(group.lastEventSeq);
  useSubscription(GroupPulse, {
    variables: { groupId: group.id, after },
    ignoreResults: true,
    onComplete: () => openPage.reread(),
  });
  return (
    <li>
      <Item to={`/groups/${group.id}`}>
        <GroupBadge group={group} size="sm" />
        <chakra.span minWidth="0">
          <chakra.span display="block" truncate>
            {group.name}
          </chakra.span>
          {group.viewerBalances.slice(0, SHOWN).map(({ net }) => (
            <chakra.span key={net.currency} display="block" fontSize="xs" css={{ "& svg": { display: "none" } }}>
              <BalanceWords net={net} whose="mine" />
            </chakra.span>
          ))}
          {group.viewerBalances.length > SHOWN && " …"}
        </chakra.span>
      </Item>
    </li>
  );
}

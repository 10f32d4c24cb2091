import { useQuery } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { GroupBadge } from "../../components/GroupBadge.js";
import { Muted, Stack } from "../../components/Layout.js";
import { graphql } from "../../gql/index.js";
import { useWasOpen } from "./open-seen.js";
import { type SettledFacts, settledFacts } from "./settled-facts.js";

const LookBack = graphql(`
  query LookBack($groupId: ID!) {
    group(id: $groupId) {
      id
      members {
        id
        leftAt
      }
      last: expenses(first: 1) {
        edges {
          node {
            id
            incurredOn
          }
        }
      }
      first: expenses(last: 1) {
        edges {
          node {
            id
            incurredOn
          }
        }
      }
      settlements(first: 100) {
        edges {
          node {
            id
            status
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
`);

const Stage = chakra("div", { base: { position: "relative", display: "inline-flex", marginBottom: "2" } });
const Spark = chakra("span", {
  base: {
    position: "absolute",
    insetInlineStart: "calc(50% - 4px)",
    top: "calc(50% - 4px)",
    width: "2",
    height: "2",
    borderRadius: "chip",
    opacity: 0,
    animation: "spark 900ms var(--ledger-easings-out) 150ms",
  },
});
const SPARKS = ["accent", "fg.owing", "fg.warn", "fg.info"] as const;
const TURNS = Array.from({ length: 12 }, (_, index) => index * 30);

/** Nothing is open between anybody. When that came while one was here, it is a small feast, once. */
export function SettledCard({
  group,
}: {
  group: ComponentProps<typeof GroupBadge>["group"] & { readonly id: string };
}) {
  const { t } = useTranslation();
  const wasOpen = useWasOpen(group.id);
  const facts = useFacts(group.id);
  // Even by a payment: who deleted a mistake has nothing to celebrate.
  const isMoment = wasOpen && facts?.wasPaid === true;
  return (
    <Stack alignItems="center" textAlign="center" paddingBlock="10" gap="2" data-moment={isMoment || undefined}>
      <Stage animation={isMoment ? "pop 400ms var(--ledger-easings-out)" : undefined}>
        <GroupBadge group={group} size="lg" />
        {isMoment &&
          TURNS.map((turn, index) => (
            <Spark
              key={turn}
              aria-hidden
              bg={SPARKS[index % SPARKS.length]}
              style={{ "--turn": `${turn}deg` } as object}
            />
          ))}
      </Stage>
      <div role={isMoment ? "status" : undefined}>
        <chakra.h2 fontSize="2xl">{t("settle.evenTitle")}</chakra.h2>
      </div>
      <Facts facts={facts} />
    </Stack>
  );
}

/** What it was; null until it is known. */
function useFacts(groupId: string): SettledFacts | null {
  // Of its own: the first and the last expense are no part of the list that others read page by page.
  const { data } = useQuery(LookBack, { variables: { groupId }, fetchPolicy: "no-cache" });
  const group = data?.group;
  if (!group) return null;
  return settledFacts({
    firstOn: group.first.edges[0]?.node.incurredOn,
    lastOn: group.last.edges[0]?.node.incurredOn,
    members: group.members,
    payments: group.settlements.edges.map(({ node }) => node),
    morePayments: group.settlements.pageInfo.hasNextPage,
  });
}

function Facts({ facts }: { facts: SettledFacts | null }) {
  const { t } = useTranslation();
  const words = facts && [
    facts.days !== null && t("settle.days", { count: facts.days }),
    t("settle.people", { count: facts.people }),
    facts.payments !== null && t("settle.payments", { count: facts.payments }),
  ];
  // Its place is there before it is, so that nothing jumps.
  return <Muted minHeight="6">{words?.filter(Boolean).join(" · ")}</Muted>;
}

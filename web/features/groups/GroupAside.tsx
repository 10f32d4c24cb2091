import { chakra } from "@chakra-ui/react";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Heading, Muted, Row, Rows, Sides, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { TextLink } from "../../components/TextLink.js";
import { graphql } from "../../gql/index.js";
import { usePageQuery } from "../../lib/page-query.js";
import { useOpenSeen } from "../settlements/open-seen.js";
import { TransferLine } from "../settlements/TransferLine.js";

const GroupAsideQuery = graphql(`
  query GroupAside($groupId: ID!) {
    group(id: $groupId) {
      id
      viewerCan {
        settle
      }
      balances {
        member {
          id
          name
        }
        net {
          amount
          currency
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
  }
`);

const Column = chakra("aside", { base: { position: "sticky", top: "8", minWidth: "0" } });
const Line = chakra("li", {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: "3",
    alignItems: "center",
    minHeight: "11",
  },
});
/** More would push the payments out of sight. */
const SHOWN = 8;

/** Who owes whom, beside the list, where there is room for it. */
export function GroupAside({ groupId }: { groupId: string }) {
  const { t } = useTranslation();
  const { data } = usePageQuery(GroupAsideQuery, { groupId });
  const group = data?.group;
  useOpenSeen(groupId, (group?.balances.length ?? 0) > 0);
  if (!group) return <Column aria-label={t("aside.label")} />;
  if (group.balances.length === 0) {
    return (
      <Column aria-label={t("aside.label")}>
        <Row color="fg.muted" minHeight="control">
          <Check size={18} aria-hidden /> {t("aside.even")}
        </Row>
      </Column>
    );
  }
  return (
    <Column aria-label={t("aside.label")}>
      <Stack>
        <Surface as="div">
          <Heading>{t("aside.balances")}</Heading>
          <Rows>
            {group.balances.slice(0, SHOWN).map(({ member, net }) => (
              <Line key={`${member.id} ${net.currency}`}>
                <Avatar id={member.id} name={member.name} size="sm" />
                <Sides>
                  <span>{member.name}</span>
                  <Money value={net} signed tone="balance" />
                </Sides>
              </Line>
            ))}
          </Rows>
          <TextLink fontSize="sm" to={`/groups/${groupId}/balances`}>
            {t("aside.all")}
          </TextLink>
        </Surface>
        <Surface as="div">
          <Heading>{t("aside.settle")}</Heading>
          <Rows>
            {group.suggestedTransfers.slice(0, SHOWN).map((transfer) => (
              <TransferLine
                key={`${transfer.from.id} ${transfer.to.id} ${transfer.amount.currency}`}
                groupId={groupId}
                transfer={transfer}
                explained
                canRecord={group.viewerCan.settle}
              />
            ))}
          </Rows>
          {group.suggestedTransfers.length > SHOWN && <Muted>…</Muted>}
        </Surface>
      </Stack>
    </Column>
  );
}

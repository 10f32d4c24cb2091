import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { SegmentField } from "../../components/Field.js";
import { Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { BalanceWords } from "../../components/Money.js";
import { NotHere } from "../../components/NotHere.js";
import { Page } from "../../components/Page.js";
import { TextLink } from "../../components/TextLink.js";
import { graphql } from "../../gql/index.js";
import { isNegative, isZero, useFormat, withoutSign } from "../../lib/format.js";
import { ExplanationTable } from "./ExplanationTable.js";

export const BalanceStatement_group = graphql(`
  fragment BalanceStatement_group on Group {
    id
    name
    viewerMember {
      id
    }
    balance(memberId: $memberId, currency: $currency) {
      member {
        id
        name
      }
      net {
        amount
        currency
      }
      explanation(by: $by) {
        rows {
          ...ExplanationTable_row @unmask
          rows {
            ...ExplanationTable_row @unmask
            rows {
              ...ExplanationTable_row @unmask
              rows {
                ...ExplanationTable_row @unmask
              }
            }
          }
        }
      }
    }
  }
`);

export type StatementOrder = "ENTRIES" | "MEMBERS";

/** Why a balance is what it is: every expense and payment that moved it, to the cent. */
export function BalanceStatement(props: {
  group: FragmentType<typeof BalanceStatement_group>;
  memberId: string;
  currency: string;
  by: StatementOrder;
  onOrder: (by: StatementOrder) => void;
}) {
  const { t } = useTranslation();
  const { currencyName, money } = useFormat();
  const { memberId, currency, by, onOrder } = props;
  const { data: group } = useSuspenseFragment({
    fragment: BalanceStatement_group,
    fragmentName: "BalanceStatement_group",
    from: props.group,
    variables: { memberId, currency, by },
  });
  const { balance } = group;
  if (!balance) return <NotHere />;
  const { member, net, explanation } = balance;
  const whose = group.viewerMember?.id === member.id ? "mine" : "theirs";
  const direction = isZero(net.amount) ? "even" : isNegative(net.amount) ? "owing" : "owed";
  const amount = money({ ...net, amount: withoutSign(net.amount) });
  const title = t(`why.title.${whose}.${direction}`, { amount, name: member.name });
  return (
    <Page title={title} width="text">
      <Row flexWrap="wrap" justifyContent="space-between">
        <TextLink to={`/groups/${group.id}/balances`}>{group.name}</TextLink>
        <BalanceWords net={net} whose={whose} />
      </Row>
      <Surface aria-label={title}>
        <Stack>
          <Muted>
            {t(by === "MEMBERS" ? "why.textMembers" : "why.textEntries", { currency: currencyName(currency) })}
          </Muted>
          <div data-print="no">
            <SegmentField
              label={t("why.order")}
              value={by}
              onChange={(value) => onOrder(value === "MEMBERS" ? "MEMBERS" : "ENTRIES")}
              choices={[
                { value: "ENTRIES", label: t("why.byEntries") },
                { value: "MEMBERS", label: t("why.byMembers") },
              ]}
            />
          </div>
          <ExplanationTable
            key={by}
            caption={title}
            rows={explanation.rows}
            sum={net}
            tone="balance"
            sumLabel={t("why.sum")}
            groupId={group.id}
          />
        </Stack>
      </Surface>
    </Page>
  );
}

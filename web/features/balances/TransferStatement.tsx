import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { Page } from "../../components/Page.js";
import { TextLink } from "../../components/TextLink.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { ExplanationTable } from "./ExplanationTable.js";

export const TransferStatement_group = graphql(`
  fragment TransferStatement_group on Group {
    id
    name
    suggestedTransfer(fromId: $fromId, toId: $toId, currency: $currency) {
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
      explanation {
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

/** Why a payment is suggested: what the two owe each other, and what simplification added to it or took from it. */
export function TransferStatement(props: {
  group: FragmentType<typeof TransferStatement_group>;
  fromId: string;
  toId: string;
  currency: string;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { fromId, toId, currency } = props;
  const { data: group } = useSuspenseFragment({
    fragment: TransferStatement_group,
    fragmentName: "TransferStatement_group",
    from: props.group,
    variables: { fromId, toId, currency },
  });
  const back = <TextLink to={`/groups/${group.id}/settle`}>{group.name}</TextLink>;
  const transfer = group.suggestedTransfer;
  if (!transfer) {
    return (
      <Page title={t("why.goneTitle")} width="text">
        <Muted>{t("why.goneText")}</Muted>
        <Row>{back}</Row>
      </Page>
    );
  }
  const { from, to, amount, explanation } = transfer;
  const title = t("why.transferTitle", { from: from.name, to: to.name, amount: money(amount) });
  const simplified = explanation.rows.some(({ kind }) => kind === "SUBSTITUTION" || kind === "REST");
  return (
    <Page title={title} width="text">
      <Row>{back}</Row>
      <Surface aria-label={title}>
        <Stack>
          <Muted>{t(simplified ? "why.textSimplified" : "why.textDirect", { from: from.name, to: to.name })}</Muted>
          <ExplanationTable
            caption={title}
            rows={explanation.rows}
            sum={amount}
            sumLabel={t("why.transferSum", { from: from.name, to: to.name })}
            groupId={group.id}
          />
        </Stack>
      </Surface>
    </Page>
  );
}

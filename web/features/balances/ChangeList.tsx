import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { ArrowRight, CalendarDays, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { EmptyState } from "../../components/EmptyState.js";
import { Heading, Row, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { ExplanationTable } from "./ExplanationTable.js";

export const ChangeList_group = graphql(`
  fragment ChangeList_group on Group {
    id
    changes(from: $from, to: $to) {
      member {
        id
        name
      }
      before {
        amount
        currency
      }
      after {
        amount
        currency
      }
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
`);

const Person = chakra("details", {
  base: {
    "& > summary": {
      display: "grid",
      gridTemplateColumns: { base: "auto auto minmax(0, 1fr)", md: "auto auto minmax(0, 1fr) auto" },
      columnGap: "3",
      alignItems: "center",
      minHeight: "row",
      paddingBlock: "2",
      cursor: "pointer",
      listStyle: "none",
      borderRadius: "control",
    },
    "& > summary::-webkit-details-marker": { display: "none" },
    "& > summary > svg": { color: "fg.muted", transitionDuration: "state" },
    "&[open] > summary > svg": { transform: "rotate(90deg)" },
    "&[open]": { paddingBottom: "4" },
    "&[open] > summary": { marginBottom: "2" },
    "& + &": { borderTop: "1px solid", borderColor: "line" },
  },
});

/** What moved each balance between two days, a list for each currency. */
export function ChangeList(props: { group: FragmentType<typeof ChangeList_group>; from: string; to: string }) {
  const { t } = useTranslation();
  const { currencyName } = useFormat();
  const { from, to } = props;
  const { data: group } = useSuspenseFragment({
    fragment: ChangeList_group,
    fragmentName: "ChangeList_group",
    from: props.group,
    variables: { from, to },
  });
  const currencies = [...new Set(group.changes.map(({ after }) => after.currency))].sort();
  if (currencies.length === 0) {
    return (
      <Surface>
        <EmptyState icon={CalendarDays} title={t("changes.emptyTitle")} text={t("changes.emptyText")} />
      </Surface>
    );
  }
  return (
    <Stack>
      {currencies.map((currency) => (
        <Surface key={currency} aria-labelledby={`changes-${currency}`}>
          <Heading id={`changes-${currency}`} marginBottom="1">
            {currencyName(currency)}
          </Heading>
          {group.changes
            .filter(({ after }) => after.currency === currency)
            .map(({ member, before, after, rows }) => (
              <Person key={member.id}>
                <summary>
                  <ChevronRight size={16} aria-hidden />
                  <Avatar id={member.id} name={member.name} />
                  <chakra.span fontWeight="medium">{member.name}</chakra.span>
                  <Row gap="2" rowGap="0" flexWrap="wrap" gridColumn={{ base: "3", md: "4" }}>
                    <chakra.span color="fg.muted">
                      <Money value={before} signed />
                    </chakra.span>
                    <ArrowRight size={16} aria-label={t("changes.became")} />
                    <Money value={after} signed tone="balance" />
                  </Row>
                </summary>
                <ExplanationTable
                  caption={t("changes.of", { name: member.name })}
                  rows={rows}
                  first={{ label: t("changes.before"), amount: before }}
                  sum={after}
                  tone="balance"
                  sumLabel={t("changes.after")}
                  groupId={group.id}
                  running={false}
                />
              </Person>
            ))}
        </Surface>
      ))}
    </Stack>
  );
}

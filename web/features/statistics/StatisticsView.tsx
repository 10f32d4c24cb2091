import { chakra } from "@chakra-ui/react";
import { ChartPie } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { ButtonLink } from "../../components/Button.js";
import { EmptyState } from "../../components/EmptyState.js";
import { Stack, Surface } from "../../components/Layout.js";
import { MoreOnScroll } from "../../components/MoreOnScroll.js";
import { Skeleton } from "../../components/Skeleton.js";
import { usePageQuery } from "../../lib/page-query.js";
import { chartColour, tokenColour } from "../charts/chart-styles.js";
import { SpendingByCategory } from "./SpendingByCategory.js";
import { SpendingByGroup, SpendingByMember } from "./SpendingByOther.js";
import { SpendingRows } from "./SpendingRows.js";
import { NarrowedSummary, SpendingSummary } from "./SpendingSummary.js";
import { SpendingTrend, usePeriodWords } from "./SpendingTrend.js";
import { type StatisticsChip, StatisticsControls } from "./StatisticsControls.js";
import { useShown } from "./shown.js";
import {
  addressFrom,
  intervalOf,
  type Narrowing,
  type StatisticsAddress,
  toggled,
  withParts,
} from "./statistics-address.js";
import { type Statistics, StatisticsPage, variablesOf } from "./statistics-query.js";

const Charts = chakra("div", {
  base: {
    display: "grid",
    gridTemplateColumns: { base: "minmax(0, 1fr)", lg: "repeat(2, minmax(0, 1fr))" },
    gap: "4",
    alignItems: "start",
    "& > :first-child": { gridColumn: "1 / -1" },
    "& > figure": { _print: { breakInside: "avoid" } },
  },
});

interface Props {
  /** Of one group's page; null over all of the reader's. */
  group: { readonly id: string; readonly colour: string } | null;
  today: string;
  /** What all is counted in unless the address says otherwise. */
  currency: string;
  likely: readonly string[];
  /** Who can be chosen, and what they are called, also where nothing is theirs in what is shown. */
  names: ReadonlyMap<string, string>;
}

/** Charts that narrow each other, and the expenses behind them. All that is chosen stands in the address. */
export function StatisticsView(props: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const address = addressFrom(search, props.today);
  const currency = address.currency ?? props.currency;
  const place = { groupId: props.group?.id ?? null, currency };
  const { data, previous, fetchMore } = usePageQuery(StatisticsPage, variablesOf(address, place));
  const seen = data ?? previous;
  const chips = useChips(address, seen, props.names);
  const keepPlace = { replace: true, preventScrollReset: true };
  const choose = (name: Narrowing) => (value: string) => setSearch(toggled(search, name, value), keepPlace);
  return (
    <Stack gap="4">
      <StatisticsControls
        address={address}
        currency={currency}
        likely={[props.currency, ...props.likely]}
        inGroup={props.group !== null}
        chips={chips}
        onChange={(parts) => setSearch(withParts(search, parts), keepPlace)}
      />
      {!seen && <Skeleton />}
      {seen && (
        <chakra.div aria-busy={!data} display="flex" flexDirection="column" gap="4">
          <View {...props} address={address} data={seen} currency={currency} choose={choose} />
          {data?.spendingRows.pageInfo.hasNextPage && (
            <MoreOnScroll load={() => fetchMore({ variables: { after: data.spendingRows.pageInfo.endCursor } })} />
          )}
          <chakra.p fontSize="sm" color="fg.muted">
            {t("statistics.counted")}
          </chakra.p>
        </chakra.div>
      )}
    </Stack>
  );
}

function View(props: {
  group: Props["group"];
  names: Props["names"];
  address: StatisticsAddress;
  data: Statistics;
  currency: string;
  choose: (name: Narrowing) => (value: string) => void;
}) {
  const { t } = useTranslation();
  const { group, address, data, choose } = props;
  const inGroup = group !== null;
  const colour = group ? tokenColour(`group.${group.colour}.fg`) : chartColour("green");
  const member = inGroup && address.memberId ? (props.names.get(address.memberId) ?? t("statistics.unknown")) : null;
  const { measure } = address;
  const shown = useShown({ measure, currency: props.currency, colour, inGroup, member });
  const narrowed = member !== null || address.categoryId !== null;
  // Over nothing there is nothing to narrow, and one act.
  if (!narrowed && data.spendingRows.count === 0 && data.spendingSummary.unconverted.length === 0)
    return <NothingSpent groupId={group?.id ?? null} />;
  return (
    <>
      {narrowed ? (
        <NarrowedSummary figures={data.spendingRows} shown={shown} />
      ) : (
        <SpendingSummary summary={data.spendingSummary} inGroup={inGroup} range={address.within ?? address.range} />
      )}
      <Charts>
        <SpendingTrend
          points={data.spendingTrend}
          interval={intervalOf(address.range)}
          within={address.within}
          shown={shown}
          onChoose={choose("within")}
        />
        <SpendingByCategory
          categories={data.spendingByCategory}
          whole={data.spendingRows[shown.measure]}
          chosen={address.categoryId}
          shown={shown}
          onChoose={choose("category")}
        />
        {data.spendingByGroup && (
          <SpendingByGroup
            groups={data.spendingByGroup}
            chosen={address.groupId}
            shown={shown}
            onChoose={choose("group")}
          />
        )}
        {data.spendingByMember && (
          <SpendingByMember
            members={data.spendingByMember}
            chosen={address.memberId}
            shown={shown}
            onChoose={choose("member")}
          />
        )}
      </Charts>
      <SpendingRows rows={data.spendingRows} inGroup={inGroup} member={member === null ? null : shown.name} />
    </>
  );
}

function NothingSpent({ groupId }: { groupId: string | null }) {
  const { t } = useTranslation();
  return (
    <Surface>
      <EmptyState icon={ChartPie} title={t("statistics.nothing")} text={t("statistics.nothingText")}>
        <ButtonLink look="primary" to={groupId === null ? "/expenses/new" : `/groups/${groupId}/expenses/new`}>
          {t("nav.addExpense")}
        </ButtonLink>
      </EmptyState>
    </Surface>
  );
}

/** What the page is narrowed to, each in words; what an address names that nobody knows is said to be something. */
function useChips(
  address: StatisticsAddress,
  data: Statistics | null,
  names: ReadonlyMap<string, string>,
): StatisticsChip[] {
  const { t } = useTranslation();
  const period = usePeriodWords(intervalOf(address.range));
  const { categoryId, memberId, groupId, within } = address;
  const category = data?.spendingByCategory.find((each) => each.category.id === categoryId)?.category.name;
  const unknown = t("statistics.unknown");
  return [
    categoryId && { name: "category" as const, words: category ? t(`category.${category}`, category) : unknown },
    memberId && { name: "member" as const, words: names.get(memberId) ?? unknown },
    groupId && { name: "group" as const, words: names.get(groupId) ?? unknown },
    within && { name: "within" as const, words: period(within).full },
  ].filter((chip) => chip !== null && chip !== "");
}

import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import { ChartFigure } from "../charts/ChartFigure.js";
import { tokenColour } from "../charts/chart-styles.js";
import { drawn, type Mark } from "../charts/marks.js";
import { largestFirst } from "./largest-first.js";
import type { Shown } from "./shown.js";
import type { Statistics } from "./statistics-query.js";

const RowBars = lazy(() => import("../charts/RowBars.js"));

/** As high as a row of the drawing. */
const ROW = 48;
/** More of them are in the table alone. */
const ROWS_MAX = 12;

type Groups = NonNullable<Statistics["spendingByGroup"]>;
type Members = NonNullable<Statistics["spendingByMember"]>;

/** In which group. A bar narrows the page to its group. */
export function SpendingByGroup(props: {
  groups: Groups;
  chosen: string | null;
  shown: Shown;
  onChoose: (groupId: string) => void;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { chosen, shown } = props;
  const sorted = largestFirst(props.groups, shown.measure);
  const nameOf = ({ group }: Groups[number]) => [group.emoji, group.name].filter(Boolean).join(" ");
  const marks = sorted.slice(0, ROWS_MAX).map((each): Mark => {
    const { group, mine, total, count } = each;
    return {
      key: group.id,
      name: nameOf(each),
      value: drawn(each[shown.measure]),
      amount: money(each[shown.measure]),
      said: shown.said({ name: group.name, mine: money(mine), total: money(total), count }),
      fill: tokenColour(`group.${group.colour}.fg`),
      canChoose: true,
      ...(chosen && { state: group.id === chosen ? "chosen" : "faded" }),
    };
  });
  return (
    <ChartFigure
      title={t("statistics.byGroup")}
      text={shown.text}
      height={() => marks.length * ROW}
      head={[t("statistics.group"), ...shown.columns.map(({ name }) => name), t("statistics.count")]}
      lines={sorted.map((each) => ({
        key: each.group.id,
        cells: [nameOf(each), ...shown.columns.map(({ key }) => <Money key={key} value={each[key]} />), each.count],
      }))}
      empty={t("statistics.nothing")}
    >
      {(width) => <RowBars label={t("statistics.byGroup")} width={width} marks={marks} onChoose={props.onChoose} />}
    </ChartFigure>
  );
}

/** Who bears it, and who paid. A bar narrows the page to what that person bears. */
export function SpendingByMember(props: {
  members: Members;
  chosen: string | null;
  shown: Shown;
  onChoose: (memberId: string) => void;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { chosen, shown } = props;
  const sorted = largestFirst(props.members, "borne");
  const marks = sorted.slice(0, ROWS_MAX).map(
    ({ member, borne, paid, count }): Mark => ({
      key: member.id,
      name: member.name,
      value: drawn(borne),
      amount: money(borne),
      said: t("statistics.saidMember", { name: member.name, borne: money(borne), paid: money(paid), count }),
      fill: shown.colour,
      canChoose: true,
      ...(chosen && { state: member.id === chosen ? "chosen" : "faded" }),
    }),
  );
  return (
    <ChartFigure
      title={t("statistics.byMember")}
      text={t("statistics.byMemberText")}
      height={() => marks.length * ROW}
      head={[t("statistics.member"), t("statistics.borne"), t("statistics.paid"), t("statistics.count")]}
      lines={sorted.map(({ member, borne, paid, count }) => ({
        key: member.id,
        cells: [member.name, <Money key="borne" value={borne} />, <Money key="paid" value={paid} />, count],
      }))}
      empty={t("statistics.nothing")}
    >
      {(width) => <RowBars label={t("statistics.byMember")} width={width} marks={marks} onChoose={props.onChoose} />}
    </ChartFigure>
  );
}

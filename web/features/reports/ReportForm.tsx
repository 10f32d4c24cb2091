import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { Button } from "../../components/Button.js";
import { CheckField, SegmentField, SelectField, TextField } from "../../components/Field.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { ReportFormat, ReportKind } from "../../gql/graphql.js";
import { GroupField } from "../groups/GroupField.js";
import { PERIODS, type Period, rangeOf } from "../statistics/statistics-address.js";
import { useReportScheduleSet, useReportStart } from "./writes.js";

const FORMATS: readonly ReportFormat[] = ["PDF", "XLSX", "CSV"];

/** Asks for a report: of oneself or a group, of which days, and as what kind of file. */
export function ReportForm(props: {
  groups: readonly { readonly id: string; readonly name: string }[];
  /** Chosen to begin with. */
  groupId: string | null;
  today: string;
}) {
  const { t } = useTranslation();
  const [chosen, setOf] = useState(props.groupId ?? "");
  // One of the others may be asked for by the address.
  const of = props.groups.some(({ id }) => id === chosen) ? chosen : "";
  const [period, setPeriod] = useState<Period>("lastMonth");
  const [range, setRange] = useState(() => rangeOf("lastMonth", props.today));
  const [format, setFormat] = useState<ReportFormat>("PDF");
  const [monthly, setMonthly] = useState(false);
  const start = useReportStart();
  const schedule = useReportScheduleSet();
  const { submit, pending, problem, problemAt } = useSubmit<string>(["range"]);
  const groupId = of || null;
  const isWholeYear = period === "year" || period === "lastYear";
  const kind: ReportKind = isWholeYear ? "YEAR" : groupId ? "GROUP" : "PERSON";
  const days = period === "range" ? range : rangeOf(period, props.today);
  const areDays = isLocalDate(days.from) && isLocalDate(days.to) && days.from <= days.to;
  const make = () =>
    submit(
      async () => {
        const made = await start({ id: newId("rpt"), kind, format, range: days, groupId });
        if (made.kind !== "done" || !monthly) return made;
        return schedule({ kind: groupId ? "GROUP" : "PERSON", format, groupId, on: true });
      },
      () => toast(t("report.started")),
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (areDays) void make();
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <GroupField label={t("report.of")} none={t("report.ofMe")} groups={props.groups} value={of} onChange={setOf} />
        <SelectField
          label={t("statistics.period")}
          value={period}
          hint={isWholeYear ? t("report.yearHint") : undefined}
          onChange={(value) => setPeriod(value as Period)}
          choices={PERIODS.map((value) => ({ value, label: t(`statistics.periods.${value}`) }))}
        />
        {period === "range" && (
          <Row alignItems="flex-start" flexWrap={{ base: "wrap", sm: "nowrap" }}>
            <TextField
              label={t("statistics.from")}
              type="date"
              value={range.from}
              onChange={(from) => setRange({ ...range, from })}
            />
            <TextField
              label={t("statistics.to")}
              type="date"
              value={range.to}
              onChange={(to) => setRange({ ...range, to })}
              problem={areDays ? problemAt("range") : t("budget.wrongDays")}
            />
          </Row>
        )}
        <SegmentField
          label={t("report.format")}
          value={format}
          onChange={(value) => setFormat(value as ReportFormat)}
          choices={FORMATS.map((value) => ({ value, label: t(`report.formats.${value}`) }))}
        />
        <CheckField
          label={t("report.monthly")}
          hint={t("report.monthlyHint")}
          checked={monthly}
          onChange={setMonthly}
        />
        <div>
          <Button type="submit" look="primary" pending={pending} late={t("common.moment")}>
            {t("report.make")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

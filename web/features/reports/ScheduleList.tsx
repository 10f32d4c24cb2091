import { chakra } from "@chakra-ui/react";
import { CalendarClock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Chip, Muted, Row, Rows, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { ReportsPageQuery } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";
import { useReportName } from "./ReportList.js";
import { useReportScheduleSet } from "./writes.js";

type Schedule = NonNullable<ReportsPageQuery["viewer"]>["reportSchedules"][number];

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: "3", rowGap: "2", paddingBlock: "3" },
});

/** The reports that come by themselves. */
export function ScheduleList({ schedules }: { schedules: readonly Schedule[] }) {
  return (
    <Rows aria-labelledby="schedules">
      {schedules.map((schedule) => (
        <ScheduleLine key={`${schedule.kind} ${schedule.format} ${schedule.group?.id}`} schedule={schedule} />
      ))}
    </Rows>
  );
}

function ScheduleLine({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const set = useReportScheduleSet();
  const { submit, pending, problem } = useSubmit<string>();
  const { kind, format, group, nextOn } = schedule;
  const name = useReportName()(schedule);
  return (
    <Line>
      <CalendarClock size={20} aria-hidden />
      <Stack gap="0.5" flex="1 1 12rem">
        <Row gap="2" flexWrap="wrap">
          <chakra.span fontWeight="medium">{name}</chakra.span>
          <Chip>{format}</Chip>
        </Row>
        <Muted fontSize="sm">{t(kind === "YEAR" ? "report.nextYear" : "report.next", { day: day(nextOn) })}</Muted>
        {problem && <Notice tone="danger">{problem}</Notice>}
      </Stack>
      <Button
        size="sm"
        disabled={pending}
        aria-label={t("report.stopName", { name })}
        onClick={() =>
          void submit(
            () => set({ kind, format, groupId: group?.id ?? null, on: false }),
            () => toast(t("report.stopped", { name })),
          )
        }
      >
        {t("report.stop")}
      </Button>
    </Line>
  );
}

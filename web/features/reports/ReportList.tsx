import { useApolloClient, useSubscription } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Download, FileText, Sheet as SheetIcon, Table2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Chip, Muted, Row, Rows, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import type { ReportPartsFragment } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { useChartFormat } from "../charts/useChartFormat.js";

export const ReportParts = graphql(`
  fragment ReportParts on Report {
    id
    kind
    format
    state
    progress
    problem
    createdAt
    expiresAt
    range {
      from
      to
    }
    group {
      id
      name
    }
  }
`);

const ReportLive = graphql(`
  subscription ReportLive($reportId: ID!) {
    reportEvents(reportId: $reportId) {
      ...ReportParts @unmask
    }
  }
`);

const ReportLink = graphql(`
  query ReportLink($id: ID!) {
    report(id: $id) {
      id
      url
    }
  }
`);

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: "3", rowGap: "2", paddingBlock: "3" },
});
const Progress = chakra("progress", { base: { width: "full", height: "2", accentColor: "accent" } });
const ICONS = { PDF: FileText, XLSX: SheetIcon, CSV: Table2 };

/** The reports that one has asked for, newest first. */
export function ReportList({ reports }: { reports: readonly ReportPartsFragment[] }) {
  return (
    <Rows>
      {reports.map((report) => (
        <ReportLine key={report.id} report={report} />
      ))}
    </Rows>
  );
}

/** What a report is of, in words. */
export function useReportName() {
  const { t } = useTranslation();
  return ({ group }: { readonly group?: { readonly name: string } | null }) => group?.name ?? t("report.ofMe");
}

function ReportLine({ report }: { report: ReportPartsFragment }) {
  const { t } = useTranslation();
  const { momentDay } = useFormat();
  const { dayRange, percent } = useChartFormat();
  const { id, state, format, range, progress, problem, expiresAt } = report;
  const isRunning = state === "QUEUED" || state === "RUNNING";
  useSubscription(ReportLive, { variables: { reportId: id }, skip: !isRunning });
  const name = useReportName()(report);
  const days = dayRange(range.from, range.to);
  const Icon = ICONS[format];
  return (
    <Line>
      <Icon size={20} aria-hidden />
      <Stack gap="0.5" flex="1 1 12rem">
        <Row gap="2" flexWrap="wrap">
          <chakra.span fontWeight="medium">{name}</chakra.span>
          <Chip>{t(`report.formats.${format}`)}</Chip>
        </Row>
        <Muted fontSize="sm">
          {[days, state === "READY" && expiresAt && t("report.until", { day: momentDay(expiresAt) })]
            .filter(Boolean)
            .join(" · ")}
        </Muted>
        {isRunning && (
          <Row role="status" fontSize="sm">
            <Progress value={progress} max={1} aria-label={t("report.progress", { name })} />
            <chakra.span whiteSpace="nowrap">{state === "QUEUED" ? t("report.queued") : percent(progress)}</chakra.span>
          </Row>
        )}
        {state === "FAILED" && <Notice tone="warn">{t(`report.problem.${problem ?? "FAILED"}`)}</Notice>}
      </Stack>
      {state === "READY" && <DownloadButton id={id} name={`${name}, ${days}, ${t(`report.formats.${format}`)}`} />}
    </Line>
  );
}

/** No change of the page: the next link that somebody presses would take that back, and the file with it. */
function save(url: string): void {
  const link = Object.assign(document.createElement("a"), { href: url, download: "", rel: "noopener" });
  document.body.append(link);
  link.click();
  link.remove();
}

/** Its link holds for a short while: one is asked for when somebody wants it. */
function DownloadButton({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const client = useApolloClient();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<"gone" | "away" | null>(null);
  const download = async () => {
    setPending(true);
    try {
      const { data } = await client.query({ query: ReportLink, variables: { id }, fetchPolicy: "network-only" });
      const url = data?.report?.url;
      if (url) save(url);
      setProblem(url ? null : "gone");
    } catch {
      // The line is dead, and says nothing of the file.
      setProblem("away");
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button
        size="sm"
        pending={pending}
        aria-label={t("report.downloadName", { name })}
        onClick={() => void download()}
      >
        <Download size={16} aria-hidden /> {t("report.download")}
      </Button>
      {problem && <Notice tone="warn">{t(`report.${problem}`)}</Notice>}
    </>
  );
}

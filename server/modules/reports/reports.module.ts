import type { Module } from "../../platform/module.js";
import { REPORT_LIMITS } from "./limits.js";
import { makeReportJob, removeReportFilesJob } from "./make-report.job.js";
import { ReportScheduleSetResolver } from "./mutations/reportScheduleSet.js";
import { ReportStartResolver } from "./mutations/reportStart.js";
import { visibleReport } from "./report.access.js";
import { Report, StoredSchedule } from "./report.entity.js";
import { ReportFields, ReportScheduleFields, UserReportFields } from "./report.fields.js";
import { leftFolderRetention } from "./report-folder.service.js";
import { forgetReportsOf, reportFileRetention, reportRetention } from "./report-retention.service.js";
import { scheduledReportsJob } from "./scheduled-reports.job.js";
import { ReportEventsResolver } from "./subscriptions/reportEvents.js";

export const reports: Module = {
  name: "reports",
  ids: { rpt: Report },
  entities: [Report, StoredSchedule],
  resolvers: [
    ReportFields,
    ReportScheduleFields,
    UserReportFields,
    ReportStartResolver,
    ReportScheduleSetResolver,
    ReportEventsResolver,
  ],
  nodes: { rpt: visibleReport },
  limits: REPORT_LIMITS,
  storedKeys: "select file_key as key, true as claimed from reports where file_key is not null",
  jobs: [makeReportJob, removeReportFilesJob, scheduledReportsJob],
  retention: [reportRetention, reportFileRetention, leftFolderRetention],
  endAccount: forgetReportsOf,
};

import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Has a report made. */
export const useReportStart = write(
  graphql(`
    mutation ReportStart($input: ReportStartInput!) {
      reportStart(input: $input) {
        __typename
        ...Refused @unmask
        ... on ReportStartPayload { report { id state } }
      }
    }
  `),
  ({ report }) => report.id,
  { requestId: false },
);

/** Has a report come each month by itself, or no more. */
export const useReportScheduleSet = write(
  graphql(`
    mutation ReportScheduleSet($input: ReportScheduleSetInput!) {
      reportScheduleSet(input: $input) {
        __typename
        ...Refused @unmask
        ... on ReportScheduleSetPayload { user { id } }
      }
    }
  `),
  ({ user }) => user.id,
);

import { chakra } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { TextLink } from "../../components/TextLink.js";
import type { ExplanationKind } from "../../gql/graphql.js";
import type { MoneyText } from "../../lib/format.js";
import type { Person } from "./hop-chains.js";
import { StepPicture, type StepView } from "./StepPicture.js";

export interface ExplainedRow {
  readonly kind: ExplanationKind;
  readonly label: string;
  readonly on?: string | null | undefined;
  readonly correction: boolean;
  readonly entries?: number | null | undefined;
  readonly amount: MoneyText;
  readonly running: MoneyText;
  readonly members: readonly Person[];
  readonly source?: { readonly __typename: string; readonly id: string; readonly title?: string } | null | undefined;
  readonly substitution?: StepView | null | undefined;
  readonly rows?: readonly ExplainedRow[];
}

export const Day = chakra("span", { base: { display: "block", color: "fg.muted", fontSize: "sm" } });
export const Part = chakra("span", { base: { display: "block", color: "fg.muted" } });
const OneHop = chakra("span", {
  base: { display: "inline-flex", alignItems: "center", gap: "1.5", minWidth: "0", "& svg": { flexShrink: 0 } },
});

/** What a row is, in the reader's language. */
export function RowWords({ row, groupId }: { row: ExplainedRow; groupId: string }): ReactNode {
  const { t } = useTranslation();
  const [first, second] = row.members;
  const names = { first: first?.name ?? "", second: second?.name ?? "" };
  switch (row.kind) {
    case "EXPENSE":
      return row.source ? <TextLink to={`/expenses/${row.source.id}`}>{row.source.title}</TextLink> : row.label;
    case "SETTLEMENT":
      return <TextLink to={`/groups/${groupId}/settle`}>{t("why.payment", names)}</TextLink>;
    case "YEAR":
      return t("why.year", { count: row.entries ?? 0, year: row.on?.slice(0, 4) });
    case "EARLIER":
      return t("why.earlier", { count: row.entries ?? 0, year: row.on?.slice(0, 4) });
    case "PAID":
      return <Part>{t("why.paid", names)}</Part>;
    case "SHARE":
      return <Part>{t("why.share", names)}</Part>;
    case "ROUNDED":
      return <Part>{t("why.rounded")}</Part>;
    case "ODD_UNITS":
      return <Part>{t("why.oddUnits")}</Part>;
    case "OTHERS":
      return <Part>{t("why.others", names)}</Part>;
    case "DEBT":
      return (
        <OneHop>
          {first && <Avatar id={first.id} name={first.name} size="sm" />}
          <span>{t("why.debt", names)}</span>
          {second && <Avatar id={second.id} name={second.name} size="sm" />}
        </OneHop>
      );
    case "SUBSTITUTION":
      return row.substitution ? <StepPicture step={row.substitution} /> : row.label;
    case "REST":
      return t("why.rest");
  }
}

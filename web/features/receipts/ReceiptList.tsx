import { chakra } from "@chakra-ui/react";
import type { TFunction } from "i18next";
import { ReceiptText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../../components/EmptyState.js";
import { Chip, Muted, Row, Rows, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import { DeleteReceipt } from "./DeleteReceipt.js";
import { filedAsOf } from "./filed-as.js";
import { ReceiptProgress } from "./ReceiptProgress.js";
import { ReceiptThumbnail } from "./ReceiptThumbnail.js";
import { RereadButton } from "./RereadButton.js";
import type { ListedReceipt } from "./receipt-parts.js";

const Line = chakra("li", {
  base: {
    position: "relative",
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto",
    columnGap: "4",
    rowGap: "1",
    alignItems: "center",
    padding: "4",
    "&:has(a:hover)": { bg: "subtle" },
  },
});
/** Leads on from anywhere in its line, except from what lies over it. */
const LineLink = chakra(Link, {
  base: {
    fontWeight: "medium",
    _after: { content: '""', position: "absolute", inset: "0" },
    _focusVisible: { outline: "none" },
    "&:focus-visible::after": { outline: "2px solid", outlineColor: "focus", outlineOffset: "-2px" },
  },
});
const Over = chakra("div", { base: { position: "relative", zIndex: 1, gridColumn: "1 / -1" } });

/** The sum, and what can be done; a question takes the whole width. */
const End = chakra("div", {
  base: {
    position: "relative",
    zIndex: 1,
    display: "flex",
    // On a phone below each other: the name needs the room.
    flexDirection: { base: "column", sm: "row" },
    alignItems: { base: "flex-end", sm: "center" },
    justifyContent: "flex-end",
    columnGap: "2",
    "&:has(p)": { gridColumn: "1 / -1", alignItems: "stretch", justifyContent: "flex-start" },
  },
});

/** The receipts of a group, the newest first. */
export function ReceiptList(props: { groupId: string; receipts: readonly ListedReceipt[]; canRecord: boolean }) {
  const { t } = useTranslation();
  if (props.receipts.length === 0) {
    return (
      <EmptyState
        icon={ReceiptText}
        title={t("receipt.emptyTitle")}
        text={t(props.canRecord ? "receipt.emptyText" : "receipt.emptyTextViewer")}
      />
    );
  }
  return (
    <Surface as="div" pad="none">
      <Rows>
        {props.receipts.map((receipt) => (
          <ReceiptLine key={receipt.id} {...props} receipt={receipt} />
        ))}
      </Rows>
    </Surface>
  );
}

function whereFiled(t: TFunction, { expense }: ListedReceipt): string {
  if (!expense) return t("receipt.unfiled");
  return t(expense.deletedAt ? "receipt.filedAsDeleted" : "receipt.filedAs", { title: expense.title });
}

function ReceiptLine({ groupId, receipt, canRecord }: { groupId: string; receipt: ListedReceipt; canRecord: boolean }) {
  const { t } = useTranslation();
  const { day, moment } = useFormat();
  const { reading, state } = receipt;
  const isReading = state === "QUEUED" || state === "READING";
  const name = reading?.merchant?.value ?? t(`receipt.state.${state === "READ" && !reading ? "KEPT" : state}`);
  return (
    <Line>
      <ReceiptThumbnail url={receipt.pages[0]?.thumbnail} />
      <div>
        <LineLink to={`/groups/${groupId}/receipts/${receipt.id}`}>{name}</LineLink>
        <Muted fontSize="sm">{reading?.date ? day(reading.date.value) : moment(receipt.createdAt)}</Muted>
        <Row flexWrap="wrap" gap="2">
          <Chip tone={filedAsOf(receipt) ? "accent" : "neutral"}>{whereFiled(t, receipt)}</Chip>
          {state === "FAILED" && <Chip tone="warn">{t("receipt.failed")}</Chip>}
        </Row>
      </div>
      <End>
        {reading?.total && <Money value={reading.total.value} />}
        {canRecord && !isReading && (
          <DeleteReceipt
            isRow
            receiptId={receipt.id}
            hasExpense={Boolean(receipt.expense)}
            onDeleted={() => undefined}
          />
        )}
      </End>
      {isReading && (
        <Over>
          <ReceiptProgress receiptId={receipt.id} state={state} />
        </Over>
      )}
      {canRecord && state === "FAILED" && (
        <Over>
          <RereadButton receipt={receipt} />
        </Over>
      )}
    </Line>
  );
}

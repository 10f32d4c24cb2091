import { chakra } from "@chakra-ui/react";
import { Unlink } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { Chip, Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Sheet } from "../../components/Sheet.js";
import { TextLink } from "../../components/TextLink.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useFormat } from "../../lib/format.js";
import { openPage } from "../../lib/refetch.js";
import { failureWords, refusalWords } from "../../lib/refusal-words.js";
import { ReceiptIntake } from "./ReceiptIntake.js";
import { ReceiptProgress } from "./ReceiptProgress.js";
import { ReceiptThumbnail } from "./ReceiptThumbnail.js";
import { ReceiptViewer } from "./ReceiptViewer.js";
import { RereadButton } from "./RereadButton.js";
import type { ListedReceipt } from "./receipt-parts.js";
import { useReceiptBatch } from "./useReceiptBatch.js";
import { useReceiptAttach } from "./writes.js";

/** An expense has so many at most. */
const RECEIPTS_MAX = 20;

export interface ExpenseReceiptsProps {
  expense: { readonly id: string; readonly groupId: string };
  receipts: readonly ListedReceipt[];
  /** Whether one may be added, or detached. */
  canEdit: boolean;
}

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", gap: "3", alignItems: "center", paddingBlock: "3" },
});
const Open = chakra("button", {
  base: {
    display: "flex",
    flex: "1 1 12rem",
    minWidth: "0",
    gap: "3",
    alignItems: "center",
    textAlign: "start",
    borderRadius: "control",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
  },
});

/** What was attached to an expense: each to be looked at, read, or detached; and the way to attach another. */
export function ExpenseReceipts(props: ExpenseReceiptsProps) {
  const { t, i18n } = useTranslation();
  const { expense, receipts, canEdit } = props;
  const [openId, setOpenId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const attach = useReceiptAttach();
  const batch = useReceiptBatch(
    expense.groupId,
    (id) => {
      if (id === null) return;
      setProblem(undefined);
      attach({ id, expenseId: expense.id }).then(
        (outcome) => {
          if (outcome.kind !== "done") return setProblem(refusalWords(i18n, outcome));
          toast(t("receipt.attached"));
        },
        (error) => setProblem(failureWords(i18n, error)),
      );
    },
    { forgets: true },
  );
  const open = receipts.find(({ id }) => id === openId);
  const nameOf = (receipt: ListedReceipt) =>
    receipt.reading?.merchant?.value ?? t("receipt.numbered", { number: receipts.indexOf(receipt) + 1 });
  if (receipts.length === 0 && !canEdit) return null;
  return (
    <Surface aria-labelledby="expense-receipts">
      <Stack gap="3">
        <Heading id="expense-receipts">{t("receipt.attachments")}</Heading>
        {receipts.length > 0 && (
          <Rows>
            {receipts.map((receipt) => (
              <Attachment
                key={receipt.id}
                {...props}
                receipt={receipt}
                name={nameOf(receipt)}
                onOpen={() => setOpenId(receipt.id)}
              />
            ))}
          </Rows>
        )}
        <Fault text={problem} />
        {canEdit &&
          (receipts.length < RECEIPTS_MAX ? (
            <ReceiptIntake batch={batch} label={t("receipt.attach")} />
          ) : (
            <Muted>{t("receipt.attachmentsMax", { count: RECEIPTS_MAX })}</Muted>
          ))}
      </Stack>
      {open && (
        <Sheet wide title={nameOf(open)} onClose={() => setOpenId(null)}>
          <ReceiptViewer
            pages={open.pages}
            documentUrl={open.documentUrl ?? null}
            height="calc(100dvh - 10rem)"
            whole="100dvh - 13.5rem"
            onLost={() => openPage.reread()}
          />
        </Sheet>
      )}
    </Surface>
  );
}

function Attachment(props: ExpenseReceiptsProps & { receipt: ListedReceipt; name: string; onOpen: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { receipt, name, expense, canEdit } = props;
  const attach = useReceiptAttach();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const isReading = receipt.state === "QUEUED" || receipt.state === "READING";
  const isUnread = receipt.state === "FAILED" || (receipt.state === "READ" && !receipt.reading);
  return (
    <Line>
      <Open type="button" aria-label={t("receipt.view", { name })} aria-haspopup="dialog" onClick={props.onOpen}>
        <ReceiptThumbnail url={receipt.pages[0]?.thumbnail} />
        <span>
          {name}
          <Muted as="span" display="block" fontSize="sm">
            {moment(receipt.createdAt)}
          </Muted>
          {receipt.state === "FAILED" && <Chip tone="warn">{t("receipt.failed")}</Chip>}
        </span>
      </Open>
      <Row flexWrap="wrap" gap="2">
        <TextLink
          to={`/groups/${expense.groupId}/receipts/${receipt.id}`}
          display="inline-flex"
          alignItems="center"
          minHeight="control"
        >
          {t("receipt.inForm.open")}
        </TextLink>
        {canEdit && isUnread && <RereadButton receipt={receipt} />}
        {canEdit && (
          <Button
            size="sm"
            look="plain"
            pending={pending}
            aria-label={t("receipt.detachNamed", { name })}
            onClick={() =>
              void submit(
                () => attach({ id: receipt.id, expenseId: null }),
                () => toast(t("receipt.detached"), () => attach({ id: receipt.id, expenseId: expense.id })),
              )
            }
          >
            <Unlink size={16} aria-hidden /> {t("receipt.detach")}
          </Button>
        )}
      </Row>
      {isReading && (
        <chakra.div width="full">
          <ReceiptProgress receiptId={receipt.id} state={receipt.state} />
        </chakra.div>
      )}
      <Fault text={problem} />
    </Line>
  );
}

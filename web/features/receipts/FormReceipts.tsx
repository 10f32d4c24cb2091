import { useQuery } from "@apollo/client/react";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Stack } from "../../components/Layout.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { openPage } from "../../lib/refetch.js";
import type { DraftReading } from "../expenses/expense-draft.js";
import type { FormMember } from "../expenses/form-part.js";
import { type FormReceipt, type FormState, withTitle } from "../expenses/form-state.js";
import { withoutThoseWhoLeft } from "./claims-shown.js";
import { filedAsOf } from "./filed-as.js";
import { markedIn } from "./marked.js";
import { ReceiptInForm } from "./ReceiptInForm.js";
import { ReceiptIntake } from "./ReceiptIntake.js";
import { ReceiptViewer } from "./ReceiptViewer.js";
import { filledIn, filledState, followedState, unfilledState } from "./receipt-fill.js";
import type { Receipt } from "./receipt-parts.js";
import { useReceiptBatch } from "./useReceiptBatch.js";
import { useReceiptLive } from "./useReceiptLive.js";
import { useReceiptPlace } from "./WithImage.js";
import { useReceiptDelete } from "./writes.js";

const FormReceiptQuery = graphql(`
  query FormReceipt($receiptId: ID!) {
    receipt(id: $receiptId) {
      ...ReceiptParts @unmask
    }
  }
`);

export interface FormReceiptsProps {
  groupId: string;
  /** The expense that the form is of. */
  expenseId: string;
  state: FormState;
  /** What the form began with. */
  start: FormState;
  reading: DraftReading;
  members: readonly FormMember[];
  /** Whether another one may be added, and what it says is taken over. */
  takesReceipts?: boolean;
  guess?: ((title: string) => string | null) | undefined;
  onState: (state: FormState) => void;
  onOpenSplit: () => void;
  /** Hears whether there are pages that are not sent yet: who leaves the form loses them. */
  onUnsent: (isUnsent: boolean) => void;
}

/** The receipts of an expense that is being entered: sent, read, and taken over into its fields. */
export function FormReceipts(props: FormReceiptsProps) {
  const { t } = useTranslation();
  const { state, onState } = props;
  const receipts = state.receipts ?? [];
  /** The one that was made of the pages that are in this form. */
  const ownId = useRef<string | null>(null);
  const remove = useReceiptDelete();
  const without = (id: string | null) => receipts.filter((each) => each.id !== id);
  const batch = useReceiptBatch(props.groupId, (id) => {
    const before = ownId.current;
    ownId.current = id;
    const known = receipts.find((each) => each.id === before);
    const begun = known && id !== null ? unfilledState(state, props.start, known) : state;
    onState({ ...begun, receipts: [...without(before), ...(id === null ? [] : [{ id, isFilled: false }])] });
    // What another takes the place of was nobody's yet; where it cannot be thrown away now it stays unfiled.
    if (before !== null) remove({ id: before }).catch(() => undefined);
  });
  const { onUnsent } = props;
  const isUnsent = batch.pages.length > 0 && (batch.sending.isSending || batch.sending.problem !== null);
  useEffect(() => {
    onUnsent(isUnsent);
    return () => onUnsent(false);
  }, [isUnsent, onUnsent]);
  return (
    <Stack gap="3">
      {receipts.map((receipt) => (
        <FollowedReceipt
          key={receipt.id}
          {...props}
          receipt={receipt}
          onRemove={() => {
            if (receipt.id === ownId.current) return batch.clear();
            onState({ ...state, receipts: without(receipt.id) });
          }}
        />
      ))}
      {props.takesReceipts && <ReceiptIntake batch={batch} label={t("receipt.add")} />}
    </Stack>
  );
}

/** One receipt of the form, from the server and followed; what it says goes into the form once. */
function FollowedReceipt(props: FormReceiptsProps & { receipt: FormReceipt; onRemove: () => void }) {
  const { locale } = useFormat();
  const place = useReceiptPlace("image");
  const { receipt: known, state, start, guess, expenseId, members, onState } = props;
  const { data } = useQuery(FormReceiptQuery, { variables: { receiptId: known.id } });
  const receipt = data?.receipt ? ofThoseHere(data.receipt, members) : null;
  const isReading = receipt?.state === "QUEUED" || receipt?.state === "READING";
  // One that is being read is followed by what shows how far it is.
  useReceiptLive(known.id, isReading || !receipt);
  const expense = receipt ? filedAsOf(receipt) : null;
  const filedAs = expense?.id === expenseId ? null : expense;
  const mark = (part: Partial<FormReceipt>, before: FormState = state): FormState => ({
    ...before,
    receipts: (before.receipts ?? []).map((each) => (each.id === known.id ? { ...each, ...part } : each)),
  });
  useEffect(() => {
    if (data && !receipt) onState({ ...state, receipts: (state.receipts ?? []).filter(({ id }) => id !== known.id) });
    else if (receipt && Boolean(filedAs) !== Boolean(known.isElsewhere))
      onState(mark({ isElsewhere: Boolean(filedAs) }));
    else if (receipt?.state === "READ" && receipt.reading && !filedAs && !known.isFilled) {
      const filled = filledState(state, start.draft, receipt, locale);
      const isNamed = filled.draft.title !== state.draft.title;
      const part = { isFilled: true, filledIn: filledIn(state.draft, filled.draft) };
      onState(mark(part, isNamed ? withTitle(filled, filled.draft.title, guess) : filled));
    } else if (receipt && !filedAs && known.isFilled) {
      const followed = followedState(state, receipt, locale);
      if (followed) onState(followed);
    }
  });
  if (!receipt) return null;
  return (
    <>
      <ReceiptInForm {...props} receipt={receipt} isReading={isReading} filedAs={filedAs} />
      {place && createPortal(<ImageBeside receipt={receipt} />, place)}
    </>
  );
}

/** The receipt without what those had who cannot have a share any more: others must say who bears that. */
function ofThoseHere(receipt: Receipt, members: readonly FormMember[]): Receipt {
  const { reading } = receipt;
  if (!reading) return receipt;
  return { ...receipt, reading: { ...reading, lines: [...withoutThoseWhoLeft(reading.lines, members)] } };
}

function ImageBeside({ receipt }: { receipt: Receipt }) {
  return (
    <ReceiptViewer
      pages={receipt.pages}
      documentUrl={receipt.documentUrl ?? null}
      marked={markedIn(receipt.reading)}
      height={{ base: "34dvh", lg: "calc(100dvh - 4rem)" }}
      onLost={() => openPage.reread()}
    />
  );
}

/** The image of a receipt with the line lit up that somebody is at in the bill, above it. */
export function LineStrip(props: { receiptId: string; lineIndex: number }) {
  const { data } = useQuery(FormReceiptQuery, {
    variables: { receiptId: props.receiptId },
    fetchPolicy: "cache-first",
  });
  const receipt = data?.receipt;
  if (!receipt) return null;
  return (
    <ReceiptViewer
      pages={receipt.pages}
      marked={markedIn(receipt.reading)}
      chosen={receipt.reading?.lines[props.lineIndex]?.id ?? null}
      height="30dvh"
    />
  );
}

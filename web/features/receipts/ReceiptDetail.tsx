import { chakra } from "@chakra-ui/react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { SegmentField } from "../../components/Field.js";
import { Row, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { TextLink } from "../../components/TextLink.js";
import { useSubmit } from "../../components/use-submit.js";
import { openPage } from "../../lib/refetch.js";
import type { Claimant } from "./claims-shown.js";
import { DeleteReceipt } from "./DeleteReceipt.js";
import { filedAsOf } from "./filed-as.js";
import { markedIn } from "./marked.js";
import { ReceiptClaims } from "./ReceiptClaims.js";
import { ReceiptEditor } from "./ReceiptEditor.js";
import { ReceiptProgress } from "./ReceiptProgress.js";
import { ReceiptStatement } from "./ReceiptStatement.js";
import { ReceiptViewer } from "./ReceiptViewer.js";
import { RereadButton } from "./RereadButton.js";
import type { Receipt } from "./receipt-parts.js";
import { useReceiptLive } from "./useReceiptLive.js";
import { useReceiptAttach } from "./writes.js";

export type ReceiptMode = "says" | "had";

interface Props {
  receipt: Receipt;
  accountId: string;
  group: {
    readonly id: string;
    readonly currency: string;
    readonly members: readonly Claimant[];
    readonly viewerMemberId: string | null;
    readonly canRecord: boolean;
  };
  mode: ReceiptMode;
  onMode: (mode: ReceiptMode) => void;
  onDeleted: () => void;
}

const Columns = chakra("div", {
  base: {
    display: "grid",
    gap: { base: "4", lg: "8" },
    gridTemplateColumns: { base: "minmax(0, 1fr)", lg: "minmax(16rem, 22rem) minmax(0, 1fr)" },
    alignItems: "start",
  },
});
const Words = chakra("div", {
  base: {
    display: "flex",
    flexDirection: "column",
    gap: "4",
    minWidth: "0",
    // What the keyboard goes to is not left behind the strip above, nor behind the foot.
    "& :is(input, select, button, a), & [data-line]": {
      scrollMarginTop: { base: "44dvh", lg: "6" },
      scrollMarginBottom: "20",
    },
  },
});
/** On a phone a strip above, which stays while the lines pass below it; elsewhere beside them. */
const ImageColumn = chakra("div", {
  base: {
    position: "sticky",
    top: { base: "0", lg: "6" },
    zIndex: { base: "bar", lg: "auto" },
    bg: "canvas",
    minWidth: "0",
    // On a phone that lies on its side nothing would be left for the lines.
    "@media (max-height: 30em) and (max-width: 63.9em)": { position: "static" },
  },
});
/** Takes the keyboard to what was tapped on the image. */
function goToLine(key: string): void {
  const line = document.querySelector<HTMLElement>(`[data-line="${key}"]`);
  // On a phone the keyboard would come, and cover what one wants to see.
  if (!matchMedia("(pointer: coarse)").matches) {
    line?.querySelector<HTMLElement>("input, button")?.focus({ preventScroll: true });
  }
  line?.scrollIntoView({ block: "center", behavior: "smooth" });
}

/** All of a receipt: its image beside what it says, and who had what of it. */
export function ReceiptDetail(props: Props) {
  const { t } = useTranslation();
  const { receipt, group, mode } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  /** The version that somebody is typing on: what others change meanwhile does not begin the form anew. */
  const [dirtyVersion, setDirtyVersion] = useState<number | null>(null);
  const { version } = receipt;
  const onDirty = useCallback(
    (isDirty: boolean) => setDirtyVersion((before) => (isDirty ? (before ?? version) : null)),
    [version],
  );
  const isReading = receipt.state === "QUEUED" || receipt.state === "READING";
  // One that is read is followed by what shows how far it is.
  useReceiptLive(receipt.id, isReading);
  // Who had what of an expense is said there.
  const hasClaims = !receipt.expense || (receipt.reading?.lines ?? []).some(({ claims }) => claims.length > 0);
  const isTyped = dirtyVersion !== null;
  // Who had what has a foot of its own that leads on; what was typed and is not saved would stay behind.
  const isHad = mode === "had" && hasClaims;
  const hasFoot = isHad && (receipt.reading?.lines ?? []).length > 0;
  const leadsOn = !isReading && !filedAsOf(receipt) && !hasFoot && !isTyped;
  const currency = receipt.reading?.lines[0]?.amount.currency ?? receipt.reading?.currency?.value ?? group.currency;
  return (
    <Columns>
      <ImageColumn>
        <ReceiptViewer
          pages={receipt.pages}
          documentUrl={receipt.documentUrl ?? null}
          marked={markedIn(receipt.reading)}
          chosen={chosen}
          onChoose={(key) => {
            setChosen(key);
            goToLine(key);
          }}
          // Where one taps on a phone, the lines need the room.
          height={{ base: mode === "had" ? "26dvh" : "36dvh", lg: "calc(100dvh - 4rem)" }}
          onLost={() => openPage.reread()}
        />
      </ImageColumn>
      <Words>
        <State {...props} isReading={isReading} />
        {(!isReading || isTyped) && (
          <Surface hidden={isReading}>
            <Stack gap="5">
              {hasClaims && <Modes {...props} />}
              {isHad && (
                <ReceiptClaims
                  receipt={receipt}
                  groupId={group.id}
                  currency={currency}
                  members={group.members}
                  viewerMemberId={group.viewerMemberId}
                  canClaim={group.canRecord && !receipt.expense}
                  chosen={chosen}
                  onPoint={setChosen}
                />
              )}
              {group.canRecord && (!isHad || isTyped) && (
                // What was typed and is not saved waits while one looks at who had what, or somebody has it read again.
                <div hidden={isHad}>
                  <ReceiptEditor
                    key={dirtyVersion ?? version}
                    receipt={receipt}
                    accountId={props.accountId}
                    groupCurrency={group.currency}
                    chosen={chosen}
                    onPoint={setChosen}
                    onDirty={onDirty}
                  />
                </div>
              )}
              {!group.canRecord && !isHad && <ReceiptStatement receipt={receipt} chosen={chosen} onPoint={setChosen} />}
            </Stack>
          </Surface>
        )}
        {group.canRecord && (
          <Row flexWrap="wrap">
            {leadsOn && (
              <ButtonLink to={`/groups/${group.id}/expenses/new?receipt=${receipt.id}`} look="primary" size="sm">
                {t("receipt.makeExpense")}
              </ButtonLink>
            )}
            {!isReading && <RereadButton receipt={receipt} />}
            <DeleteReceipt receiptId={receipt.id} hasExpense={Boolean(receipt.expense)} onDeleted={props.onDeleted} />
          </Row>
        )}
      </Words>
    </Columns>
  );
}

function Modes({ mode, onMode }: Props) {
  const { t } = useTranslation();
  return (
    <SegmentField
      unseenLabel
      label={t("receipt.mode")}
      value={mode}
      onChange={(value) => onMode(value === "had" ? "had" : "says")}
      choices={[
        { value: "says", label: t("receipt.says") },
        { value: "had", label: t("receipt.had") },
      ]}
    />
  );
}

/** Takes it out of an expense that was deleted, so that everybody can say again what they had. */
function ReleaseButton({ receiptId }: { receiptId: string }) {
  const { t } = useTranslation();
  const attach = useReceiptAttach();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const release = () => attach({ id: receiptId, expenseId: null });
  return (
    <div>
      <Button size="sm" pending={pending} onClick={() => void submit(release, () => undefined)}>
        {t("receipt.detach")}
      </Button>
      <Fault text={problem} />
    </div>
  );
}

/** What is to be known of it before one reads on: whether it is read, which expense it is, and whether it is here twice. */
function State({ receipt, group, isReading }: Props & { isReading: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {isReading && <ReceiptProgress receiptId={receipt.id} state={receipt.state} />}
      {receipt.state === "FAILED" && (
        <Notice tone="warn" title={t("receipt.failed")}>
          <p>{t(`receipt.problem.${receipt.problem ?? "UNREADABLE"}`)}</p>
          {group.canRecord && <p>{t("receipt.typeInstead")}</p>}
        </Notice>
      )}
      {receipt.expense && (
        <Notice tone={receipt.expense.deletedAt ? "info" : "good"}>
          <p>
            {t(receipt.expense.deletedAt ? "receipt.inDeleted" : "receipt.inExpense")}{" "}
            <TextLink to={`/expenses/${receipt.expense.id}`}>{receipt.expense.title}</TextLink>
          </p>
          {receipt.expense.deletedAt && group.canRecord && <ReleaseButton receiptId={receipt.id} />}
        </Notice>
      )}
      {receipt.sameAs && (
        <Notice tone="info">
          <p>
            {t("receipt.sameAs")}{" "}
            <TextLink to={`/groups/${group.id}/receipts/${receipt.sameAs.id}`}>{t("receipt.openOther")}</TextLink>
          </p>
        </Notice>
      )}
    </>
  );
}

import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { changeKey, forgetDraft, keepDraft, keptDraft } from "../../lib/drafts.js";
import { useFormat } from "../../lib/format.js";
import { CheckWords } from "./CheckWords.js";
import { Foot } from "./Foot.js";
import { ReceiptFields } from "./ReceiptFields.js";
import { ReceiptLines } from "./ReceiptLines.js";
import { type ReceiptDraft, type ReceiptDraftReading, readReceiptDraft, receiptDraft } from "./receipt-draft.js";
import type { Receipt } from "./receipt-parts.js";
import { useReceiptUpdate } from "./writes.js";

interface Props {
  receipt: Receipt;
  accountId: string;
  groupCurrency: string;
  chosen: string | null;
  onPoint: (key: string) => void;
  /** Whether something was typed that is not saved: then what others change does not take it away. */
  onDirty: (isDirty: boolean) => void;
}

/** What a receipt says, to be corrected; and where nothing could be read, to be typed. */
export function ReceiptEditor(props: Props) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { receipt, onDirty } = props;
  const reading = receipt.reading ?? null;
  /** What the form began with: another version is another beginning, which whoever shows the form gives it. */
  const [base] = useState({ version: receipt.version, draft: receiptDraft(reading, props.groupCurrency, locale) });
  const [draft, setDraft] = useState<ReceiptDraft>(base.draft);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const update = useReceiptUpdate();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const meaning = readReceiptDraft(draft, base.draft, locale);
  // What is only missing is said after the first try to save.
  const shown = tried ? meaning : patient(meaning);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(base.draft);
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  useKeptCorrections({ ...props, base, draft, isAsBegun: !isDirty, onFound: setDraft });
  const save = () => {
    setTried(true);
    const { changes } = meaning;
    // Where to go on may be far above; what is only missing is marked by then.
    if (!changes) {
      requestAnimationFrame(() => firstWrong(form.current)?.focus());
      return;
    }
    void submit(
      () => update({ id: receipt.id, version: base.version, ...changes }),
      () => {
        onDirty(false);
        toast(t("receipt.saved"));
      },
    );
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="5">
        {receipt.version > base.version && isDirty && (
          <Notice tone="warn" live>
            <p>{t("receipt.changedMeanwhile")}</p>
          </Notice>
        )}
        <ReceiptFields
          draft={draft}
          start={base.draft}
          meaning={shown}
          reading={reading}
          groupCurrency={props.groupCurrency}
          chosen={props.chosen}
          onChange={(part) => setDraft({ ...draft, ...part })}
          onPoint={props.onPoint}
        />
        <ReceiptLines
          draft={draft}
          start={base.draft}
          meaning={shown}
          stored={reading?.lines ?? []}
          chosen={props.chosen}
          onChange={(lines) => setDraft({ ...draft, lines })}
          onPoint={props.onPoint}
        />
        <CheckWords checks={checksOf(meaning, draft.currency, reading?.checks ?? [])} />
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Foot data-print="no" position={isDirty ? undefined : "static"}>
          <Button type="submit" look={isDirty ? "primary" : "quiet"} pending={pending} disabled={!isDirty}>
            {t("common.save")}
          </Button>
          {isDirty && (
            <Button look="plain" disabled={pending} onClick={() => setDraft(base.draft)}>
              {t("receipt.discardChanges")}
            </Button>
          )}
        </Foot>
      </Stack>
    </form>
  );
}

/** A form as it began, and what was typed in it since. */
interface Corrections {
  readonly version: number;
  readonly draft: ReceiptDraft;
}

/**
 * Keeps in this browser what is typed and not saved yet: a receipt of thirty lines is not typed twice because somebody went
 * elsewhere. What was typed of another version says nothing of this one, also once it is saved.
 */
function useKeptCorrections(
  props: Pick<Props, "receipt" | "accountId"> & {
    base: Corrections;
    draft: ReceiptDraft;
    isAsBegun: boolean;
    onFound: (draft: ReceiptDraft) => void;
  },
) {
  const { accountId, isAsBegun, base, draft } = props;
  const receiptId = props.receipt.id;
  const latest = useRef(props);
  /** Whether what was kept before is known: until then nothing of it is forgotten. */
  const isRead = useRef(false);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    let isHere = true;
    void keptDraft<Corrections>(changeKey(accountId, receiptId)).then((kept) => {
      if (!isHere) return;
      isRead.current = true;
      const { base: begun, draft: now, onFound } = latest.current;
      if (kept?.state.version === begun.version && now === begun.draft) onFound(kept.state.draft);
    });
    return () => {
      isHere = false;
    };
  }, [accountId, receiptId]);
  const { version } = base;
  useEffect(() => {
    const key = changeKey(accountId, receiptId);
    if (!isAsBegun) void keepDraft(key, { version, draft });
    else if (isRead.current) void forgetDraft(key);
  }, [accountId, receiptId, version, draft, isAsBegun]);
}

function firstWrong(form: HTMLFormElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>("[aria-invalid=true]") ?? null;
}

type Checks = NonNullable<Receipt["reading"]>["checks"];

/** The sum of the lines as it stands in the fields, before what else stands on the paper. */
function checksOf({ sum, total }: ReceiptDraftReading, currency: string, stored: Checks) {
  const others = stored.filter(({ rule }) => rule !== "LINES_MAKE_TOTAL");
  if (sum === null || total === null) return others;
  const money = (amount: string) => ({ amount, currency });
  return [{ rule: "LINES_MAKE_TOTAL", ok: sum === total, expected: money(total), found: money(sum) }, ...others];
}

function patient(meaning: ReceiptDraftReading): ReceiptDraftReading {
  const problems = Object.fromEntries(Object.entries(meaning.problems).filter(([, code]) => code !== "REQUIRED"));
  return { ...meaning, problems };
}

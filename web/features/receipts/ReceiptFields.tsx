import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { typedAmount } from "../../../server/kernel/amount-input.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { Field, Input } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { problemWords } from "../../lib/refusal-words.js";
import { Alternatives } from "./Alternatives.js";
import { ConfidenceMark } from "./ConfidenceMark.js";
import { type ReceiptDraft, type ReceiptDraftReading, type ReceiptField, SUM_FIELDS } from "./receipt-draft.js";
import type { Reading } from "./receipt-parts.js";

interface Props {
  draft: ReceiptDraft;
  start: ReceiptDraft;
  meaning: ReceiptDraftReading;
  reading: Reading | null;
  groupCurrency: string;
  /** The field that is chosen, here or on the image. */
  chosen: string | null;
  onChange: (part: Partial<ReceiptDraft>) => void;
  /** Somebody is at this field: where it stands lights up. */
  onPoint: (key: string) => void;
}

/** One field; a finger that chose it on the image does not bring the keyboard, so it is seen by its colour. */
const Spot = chakra("div", {
  base: {
    borderRadius: "control",
    "&[data-chosen]": {
      bg: "accent.soft",
      boxShadow: "0 0 0 0.375rem var(--ledger-colors-accent-soft), -0.5rem 0 0 var(--ledger-colors-accent)",
    },
  },
});
const Columns = chakra("div", {
  base: {
    display: "grid",
    gap: "4",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 8rem), 1fr))",
    alignItems: "start",
  },
});

/** What a receipt says once: who, when, in which currency, and its sums. */
export function ReceiptFields(props: Props) {
  const { t } = useTranslation();
  const { draft, reading, onChange } = props;
  return (
    <Stack>
      <OneField {...props} field="merchant" />
      <Columns>
        <OneField {...props} field="date" type="date" />
        <Spot
          display="grid"
          gap="1.5"
          data-line="currency"
          data-chosen={props.chosen === "currency" ? true : undefined}
          onFocus={() => props.onPoint("currency")}
        >
          <CurrencyField
            label={t("expense.currency")}
            value={draft.currency}
            likely={[reading?.currency?.value ?? props.groupCurrency, ...(reading?.currency?.alternatives ?? [])]}
            onChange={(currency) => onChange({ currency })}
          />
          {reading?.currency && draft.currency === props.start.currency && (
            <ConfidenceMark isSure={reading.currency.filled} />
          )}
        </Spot>
      </Columns>
      <Columns>
        {SUM_FIELDS.map((field) => (
          <OneField key={field} {...props} field={field} />
        ))}
      </Columns>
    </Stack>
  );
}

function OneField(props: Props & { field: Exclude<ReceiptField, "currency">; type?: string }) {
  const { t } = useTranslation();
  const { day, locale, money } = useFormat();
  const { field, draft, start, reading, meaning, onChange } = props;
  const read = reading?.[field] ?? null;
  const isAsRead = draft[field] === start[field];
  const problem = meaning.problems[field];
  const isSum = field !== "merchant" && field !== "date";
  const alternatives = (read?.alternatives ?? []).map((other) => {
    if (typeof other !== "string") return { value: typedAmount(other.amount, locale), shown: money(other) };
    return { value: other, shown: field === "date" ? day(other) : other };
  });
  const label = t(`receipt.field.${field}`);
  return (
    <Spot data-line={field} data-chosen={props.chosen === field ? true : undefined}>
      <Field label={label} problem={problem && problemWords(t, problem, field)}>
        {(control) => (
          <>
            <Input
              {...control}
              type={props.type}
              kind={isSum ? "amount" : "text"}
              inputMode={isSum ? "decimal" : undefined}
              autoComplete="off"
              value={draft[field]}
              onFocus={() => props.onPoint(field)}
              onChange={(event) => onChange({ [field]: event.target.value })}
            />
            {read && isAsRead && <ConfidenceMark isSure={read.filled} />}
            {read && isAsRead && !read.filled && (
              <Alternatives label={label} choices={alternatives} onChoose={(value) => onChange({ [field]: value })} />
            )}
          </>
        )}
      </Field>
    </Spot>
  );
}

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
  onChange: (part: Partial<ReceiptDraft>) => void;
  /** Somebody is at this field: where it stands lights up. */
  onPoint: (key: string) => void;
}

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
        <Stack gap="1.5" data-line="currency" onFocus={() => props.onPoint("currency")}>
          <CurrencyField
            label={t("expense.currency")}
            value={draft.currency}
            likely={[reading?.currency?.value ?? props.groupCurrency, ...(reading?.currency?.alternatives ?? [])]}
            onChange={(currency) => onChange({ currency })}
          />
          {reading?.currency && draft.currency === props.start.currency && (
            <ConfidenceMark isSure={reading.currency.filled} />
          )}
        </Stack>
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
    <div data-line={field}>
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
    </div>
  );
}

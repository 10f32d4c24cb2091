import { useTranslation } from "react-i18next";
import { typedAmount } from "../../../server/kernel/amount-input.js";
import { CheckField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { ConversionFields } from "./ConversionFields.js";
import { CurrencyChoice } from "./CurrencyChoice.js";
import { isByRate } from "./conversion-draft.js";
import type { ExpenseDraft } from "./expense-draft.js";
import type { FormPart } from "./form-part.js";
import type { DailyRates } from "./useDailyRates.js";

interface Props extends FormPart {
  groupCurrency: string;
  preferredCurrency: string;
  rates: DailyRates;
  onDone: () => void;
}

/** In which currency it was, and whether it counts in another. */
export function CurrencySheet(props: Props) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { draft, change, groupCurrency, preferredCurrency } = props;
  const { conversion } = draft;
  /** What a rate made of it is where one begins to enter the total. */
  const changeConversion = (next: ExpenseDraft["conversion"]) => {
    const entered = isByRate(conversion) && !isByRate(next) && props.reading.converted;
    change({ conversion: next, ...(entered && { amount: typedAmount(entered, locale) }) });
  };
  return (
    <Stack>
      <CurrencyChoice
        value={draft.currency}
        likely={[groupCurrency, preferredCurrency, draft.currency]}
        onChange={(currency) => change({ currency })}
        onDone={props.onDone}
      />
      <CheckField
        label={t("conversion.toggle")}
        checked={conversion !== null}
        onChange={(on) =>
          on ? change(convertedStart(draft, groupCurrency, preferredCurrency)) : changeConversion(null)
        }
      />
      {conversion && (
        <ConversionFields
          conversion={conversion}
          currency={draft.currency}
          incurredOn={draft.incurredOn}
          likely={[preferredCurrency, groupCurrency]}
          rates={props.rates}
          onChange={changeConversion}
          problemOf={props.problemOf}
        />
      )}
    </Stack>
  );
}

/** What was typed in a currency that is not the group's is what shall be converted; else there is another to choose. */
function convertedStart(draft: ExpenseDraft, groupCurrency: string, preferred: string): Partial<ExpenseDraft> {
  const start = { source: "ECB", rate: "", kept: null } as const;
  if (draft.currency !== groupCurrency) {
    const { amount, currency } = draft;
    return { conversion: { ...start, amount, currency }, amount: "", currency: groupCurrency };
  }
  const other = [preferred, "USD", "EUR"].find((code) => code !== groupCurrency)!;
  return { conversion: { ...start, amount: draft.amount, currency: other } };
}

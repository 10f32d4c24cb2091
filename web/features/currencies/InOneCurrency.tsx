import { useTranslation } from "react-i18next";
import { CurrencyField } from "../../components/CurrencyField.js";
import { SegmentField } from "../../components/Field.js";
import { Row } from "../../components/Layout.js";

/** Balances for each currency, or all of them in one: which one. */
export function InOneCurrency(props: {
  /** Null: each currency for itself. */
  currency: string | null;
  /** What is chosen first. */
  proposed: string;
  onChange: (currency: string | null) => void;
}) {
  const { t } = useTranslation();
  const { currency, proposed, onChange } = props;
  return (
    <Row flexWrap="wrap" alignItems="flex-end" gap="4">
      <SegmentField
        label={t("rates.show")}
        value={currency === null ? "each" : "one"}
        onChange={(value) => onChange(value === "one" ? proposed : null)}
        choices={[
          { value: "each", label: t("rates.each") },
          { value: "one", label: t("rates.inOne") },
        ]}
      />
      {currency !== null && (
        <div>
          <CurrencyField label={t("rates.currency")} value={currency} likely={[proposed]} onChange={onChange} />
        </div>
      )}
    </Row>
  );
}

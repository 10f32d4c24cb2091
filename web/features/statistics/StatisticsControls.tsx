import { chakra } from "@chakra-ui/react";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { CheckField, SegmentField, SelectField, TextField } from "../../components/Field.js";
import { Row } from "../../components/Layout.js";
import { type Measure, type Narrowing, PERIODS, rangeText, type StatisticsAddress } from "./statistics-address.js";

const Controls = chakra("search", {
  base: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 11rem), 1fr))",
    gap: "4",
    alignItems: "end",
  },
});

export interface StatisticsChip {
  readonly name: Narrowing;
  readonly words: string;
}

/** What is shown: of which days, in what, and whose share; and a chip for each thing that the page is narrowed to. */
export function StatisticsControls(props: {
  address: StatisticsAddress;
  currency: string;
  likely: readonly string[];
  inGroup: boolean;
  chips: readonly StatisticsChip[];
  onChange: (parts: Readonly<Record<string, string | null>>) => void;
}) {
  const { t } = useTranslation();
  const { address, chips, onChange } = props;
  const { period, range } = address;
  const setRange = (part: Partial<typeof range>) => {
    const next = { ...range, ...part };
    if (!isLocalDate(next.from) || !isLocalDate(next.to)) return;
    const ordered = next.from <= next.to ? next : part.from ? { ...next, to: next.from } : { ...next, from: next.to };
    onChange({ range: rangeText(ordered), within: null });
  };
  return (
    <chakra.div data-print="no" display="flex" flexDirection="column" gap="4">
      <Controls aria-label={t("statistics.controls")}>
        <SelectField
          label={t("statistics.period")}
          value={period}
          onChange={(value) =>
            onChange({ period: value, range: value === "range" ? rangeText(range) : null, within: null })
          }
          choices={PERIODS.map((value) => ({ value, label: t(`statistics.periods.${value}`) }))}
        />
        {period === "range" && (
          <>
            <TextField
              label={t("statistics.from")}
              type="date"
              value={range.from}
              onChange={(from) => setRange({ from })}
            />
            <TextField label={t("statistics.to")} type="date" value={range.to} onChange={(to) => setRange({ to })} />
          </>
        )}
        <CurrencyField
          label={t("statistics.currency")}
          value={props.currency}
          likely={props.likely}
          onChange={(currency) => onChange({ currency })}
        />
        <CheckField
          label={t("statistics.converts")}
          checked={address.converts}
          onChange={(converts) => onChange({ alone: converts ? null : "" })}
        />
      </Controls>
      {address.memberId === null && (
        <SegmentField
          unseenLabel
          label={t("statistics.measure")}
          value={address.measure}
          onChange={(measure) => onChange({ measure: measure === "mine" ? null : measure })}
          choices={(["mine", "total"] satisfies Measure[]).map((value) => ({
            value,
            label: t(
              value === "mine" ? "statistics.mine" : props.inGroup ? "statistics.totalGroup" : "statistics.total",
            ),
          }))}
        />
      )}
      {chips.length > 0 && (
        <Row flexWrap="wrap" gap="2" role="group" aria-label={t("statistics.narrowedTo")}>
          {chips.map(({ name, words }) => (
            <Button
              key={name}
              size="sm"
              borderRadius="chip"
              bg="accent.soft"
              borderColor="accent"
              aria-label={t("filter.off", { filter: words })}
              onClick={() => onChange({ [name]: null })}
            >
              {words} <X size={14} aria-hidden />
            </Button>
          ))}
          {chips.length > 1 && (
            <Button
              size="sm"
              look="text"
              onClick={() => onChange(Object.fromEntries(chips.map(({ name }) => [name, null])))}
            >
              {t("statistics.all")}
            </Button>
          )}
        </Row>
      )}
    </chakra.div>
  );
}

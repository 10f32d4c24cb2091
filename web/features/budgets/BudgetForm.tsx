import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { newId } from "../../../server/kernel/ids.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { CheckField, SegmentField, SelectField, TextField } from "../../components/Field.js";
import { Muted, Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import type { BudgetPeriod } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";
import { problemWords } from "../../lib/refusal-words.js";
import { monthOf } from "../statistics/statistics-address.js";
import type { ShownBudget } from "./budget-parts.js";
import { useBudgetCreate, useBudgetUpdate } from "./writes.js";

const PERIODS: readonly BudgetPeriod[] = ["WEEK", "MONTH", "YEAR", "RANGE"];
/** Of these one is told, each once a period. */
const THRESHOLDS = [50, 80, 100];

const Two = chakra("div", {
  base: {
    display: "grid",
    gap: "4",
    gridTemplateColumns: { base: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" },
    alignItems: "start",
  },
});

interface Props {
  /** Whose it is: a group's, or null for one's own. */
  groupId: string | null;
  /** What is changed; null makes a new one. */
  budget: ShownBudget | null;
  currency: string;
  categories: readonly { readonly id: string; readonly name: string }[];
  today: string;
  onDone: () => void;
}

/** What the fields hold. */
function draftOf({ budget, currency, today }: Props, locale: string) {
  const month = monthOf(today);
  return {
    amount: budget ? typedAmount(budget.limit.amount, locale) : "",
    currency: budget?.limit.currency ?? currency,
    categoryId: budget?.category?.id ?? "",
    period: budget?.period ?? ("MONTH" as BudgetPeriod),
    from: budget?.from ?? month.from,
    to: budget?.to ?? month.to,
    thresholds: budget?.thresholds ?? [80, 100],
    rollOver: budget?.rollOver ?? false,
  };
}

/** Makes a budget, or changes one. */
export function BudgetForm(props: Props) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { groupId, budget } = props;
  const [id] = useState(() => newId("bud"));
  const [draft, setDraft] = useState(() => draftOf(props, locale));
  const [tried, setTried] = useState(false);
  const create = useBudgetCreate();
  const update = useBudgetUpdate();
  const { submit, pending, problem, problemAt } = useSubmit<{ id: string }>(["limit", "from", "to"]);
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const { currency, period, from, to, thresholds } = draft;
  const read = readAmount(draft.amount, locale, minorDigits(currency), currency);
  const wrong = read.ok ? undefined : problemWords(t, read.problem === "EMPTY" ? "REQUIRED" : read.problem, "amount");
  const isRange = period === "RANGE";
  const areDays = !isRange || (isLocalDate(from) && isLocalDate(to) && from <= to);
  const send = () => {
    if (!read.ok || !areDays) return;
    const said = {
      limit: { amount: read.text, currency },
      categoryId: draft.categoryId || null,
      period,
      thresholds,
      rollOver: !isRange && draft.rollOver,
      ...(isRange && { from, to }),
    };
    void submit(
      () => (budget ? update({ id: budget.id, version: budget.version, ...said }) : create({ id, groupId, ...said })),
      props.onDone,
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        send();
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Two>
          <TextField
            label={t("budget.limit")}
            kind="amount"
            inputMode="decimal"
            autoComplete="off"
            data-first
            value={draft.amount}
            onChange={(amount) => change({ amount })}
            problem={(tried ? wrong : undefined) ?? problemAt("limit")}
          />
          <CurrencyField
            label={t("group.currency")}
            value={currency}
            likely={[props.currency]}
            onChange={(value) => change({ currency: value })}
          />
        </Two>
        <SelectField
          label={t("budget.category")}
          value={draft.categoryId}
          onChange={(categoryId) => change({ categoryId })}
          choices={[
            { value: "", label: t("budget.everything") },
            ...props.categories.map(({ id: value, name }) => ({ value, label: t(`category.${name}`, name) })),
          ]}
        />
        <SegmentField
          label={t("budget.periodLabel")}
          value={period}
          onChange={(value) => change({ period: value as BudgetPeriod })}
          choices={PERIODS.map((value) => ({ value, label: t(`budget.period.${value}`) }))}
        />
        {isRange && (
          <Two>
            <TextField
              label={t("statistics.from")}
              type="date"
              value={from}
              onChange={(value) => change({ from: value })}
              problem={problemAt("from")}
            />
            <TextField
              label={t("statistics.to")}
              type="date"
              value={to}
              onChange={(value) => change({ to: value })}
              problem={areDays ? problemAt("to") : t("budget.wrongDays")}
            />
          </Two>
        )}
        {!isRange && (
          <CheckField
            label={t("budget.rollOver")}
            hint={t("budget.rollOverHint")}
            checked={draft.rollOver}
            onChange={(rollOver) => change({ rollOver })}
          />
        )}
        <Thresholds chosen={thresholds} onChange={(chosen) => change({ thresholds: chosen })} />
        <div>
          <Button type="submit" look="primary" pending={pending}>
            {t(budget ? "settings.save" : "budget.create")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** At which parts one is told; those that are set otherwise stay choices. */
function Thresholds(props: { chosen: readonly number[]; onChange: (chosen: number[]) => void }) {
  const { t } = useTranslation();
  const { chosen } = props;
  const all = [...new Set([...THRESHOLDS, ...chosen])].sort((a, b) => a - b);
  return (
    <chakra.fieldset border="0">
      <chakra.legend fontSize="md" fontWeight="medium">
        {t("budget.thresholds")}
      </chakra.legend>
      <Muted fontSize="sm">{t("budget.thresholdsHint")}</Muted>
      <Row flexWrap="wrap" columnGap="6" rowGap="2" marginTop="2" css={{ "& > div": { width: "auto" } }}>
        {all.map((each) => (
          <CheckField
            key={each}
            label={`${each} %`}
            checked={chosen.includes(each)}
            onChange={(isOn) => props.onChange(all.filter((one) => (one === each ? isOn : chosen.includes(one))))}
          />
        ))}
      </Row>
    </chakra.fieldset>
  );
}

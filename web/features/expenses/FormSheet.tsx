import { useTranslation } from "react-i18next";
import { dayBefore } from "../../../server/kernel/local-date.js";
import { deviceToday } from "../../../server/kernel/today.js";
import { Button } from "../../components/Button.js";
import { CategoryBadge } from "../../components/CategoryIcon.js";
import { ChoiceRows } from "../../components/ChoiceRows.js";
import { Field, TextArea, TextField } from "../../components/Field.js";
import { Row, Stack } from "../../components/Layout.js";
import { Sheet } from "../../components/Sheet.js";
import { CurrencySheet } from "./CurrencySheet.js";
import type { FormCategory, FormMember, FormPart, SheetName } from "./form-part.js";
import { HowSplitFields } from "./HowSplitFields.js";
import type { DailyRates } from "./useDailyRates.js";
import { WhoPaidFields } from "./WhoPaidFields.js";

interface Props extends FormPart {
  sheet: SheetName;
  members: readonly FormMember[];
  categories: readonly FormCategory[];
  category: FormCategory | null;
  groupCurrency: string;
  preferredCurrency: string;
  rates: DailyRates;
  changeSplit: FormPart["change"];
  onCategory: (categoryId: string | null) => void;
  onDone: () => void;
}

/** One part of the sentence, opened. What is chosen in it counts at once: there is nothing to apply. */
export function FormSheet(props: Props) {
  const { t } = useTranslation();
  const { sheet, onDone } = props;
  return (
    <Sheet
      title={t(`expense.sheet.${sheet}`)}
      onClose={onDone}
      footer={
        <Button wide look="primary" onClick={onDone}>
          {t("common.done")}
        </Button>
      }
    >
      {sheet === "payers" && <WhoPaidFields {...props} />}
      {sheet === "split" && <HowSplitFields {...props} />}
      {sheet === "day" && <DayFields {...props} />}
      {sheet === "category" && <CategoryFields {...props} />}
      {sheet === "currency" && <CurrencySheet {...props} />}
      {sheet === "notes" && <NotesField {...props} />}
    </Sheet>
  );
}

function DayFields({ draft, change, problemOf, onDone }: Props) {
  const { t } = useTranslation();
  const today = deviceToday();
  const choose = (incurredOn: string) => {
    change({ incurredOn });
    onDone();
  };
  return (
    <Stack>
      <Row flexWrap="wrap" gap="2">
        <Button onClick={() => choose(today)}>{t("expense.today")}</Button>
        <Button onClick={() => choose(dayBefore(today))}>{t("expense.yesterday")}</Button>
      </Row>
      <TextField
        data-first
        label={t("expense.date")}
        type="date"
        value={draft.incurredOn}
        onChange={(incurredOn) => change({ incurredOn })}
        problem={problemOf("incurredOn", "incurredOn")}
      />
    </Stack>
  );
}

function CategoryFields({ categories, category, onCategory, onDone }: Props) {
  const { t } = useTranslation();
  const none = category === null ? [{ value: "", label: t("expense.categoryNone") }] : [];
  return (
    <ChoiceRows
      label={t("expense.category")}
      columns={2}
      value={category?.id ?? ""}
      choices={[
        ...none,
        ...categories.map(({ id, name, icon }) => ({
          value: id,
          label: t(`category.${name}`, name),
          lead: <CategoryBadge size="sm" category={{ id, icon }} />,
        })),
      ]}
      onChange={(id) => onCategory(id || null)}
      onPointed={onDone}
    />
  );
}

function NotesField({ draft, change, problemOf }: Props) {
  const { t } = useTranslation();
  return (
    <Field label={t("expense.notes")} problem={problemOf("notes", "notes")}>
      {(control) => (
        <TextArea
          rows={5}
          {...control}
          value={draft.notes}
          onChange={(event) => change({ notes: event.target.value })}
        />
      )}
    </Field>
  );
}

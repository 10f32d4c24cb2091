import { useTranslation } from "react-i18next";
import { typedAmount } from "../../../server/kernel/amount-input.js";
import { Fault } from "../../components/Fault.js";
import { SegmentField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { BillFields } from "./BillFields.js";
import { type ExpenseDraft, SPLIT_MODES } from "./expense-draft.js";
import type { FormMember, FormPart } from "./form-part.js";
import { LeftToAssign } from "./LeftToAssign.js";
import { SplitFields } from "./SplitFields.js";

interface Props extends FormPart {
  members: readonly FormMember[];
  /** As `change`, of what somebody chose: no category changes it any more. */
  changeSplit: FormPart["change"];
}

/** Who owes, and how much: by one rule for all of it, or line by line of a bill. */
export function HowSplitFields(props: Props) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { draft, reading, change, changeSplit, problemOf, members } = props;
  return (
    <Stack gap="3">
      <SegmentField
        unseenLabel
        label={t("expense.splitMode")}
        value={draft.mode}
        onChange={(mode) => changeSplit({ mode: mode as ExpenseDraft["mode"] })}
        choices={SPLIT_MODES.map((mode) => ({ value: mode, label: t(`split.${mode}`) }))}
      />
      <Muted fontSize="sm">{t(`split.${draft.mode}_hint`)}</Muted>
      {draft.mode === "ITEMIZED" ? (
        <BillFields
          members={members}
          items={draft.items}
          bill={reading.bill!}
          currency={draft.currency}
          onChange={(items) => changeSplit({ items })}
          onTakeSum={(sum) => change({ amount: typedAmount(sum, locale) })}
          problemOf={problemOf}
          itemsFrom={props.itemsFrom}
        />
      ) : (
        <>
          <SplitFields
            members={members}
            draft={{ ...draft, mode: draft.mode }}
            shares={reading.shares}
            onChange={changeSplit}
            problemOf={(memberId) => problemOf(`part:${memberId}`)}
          />
          <LeftToAssign left={reading.splitLeft} currency={draft.currency} label={t("expense.leftToAssign")} />
        </>
      )}
      <Fault text={problemOf("split", "split")} />
    </Stack>
  );
}

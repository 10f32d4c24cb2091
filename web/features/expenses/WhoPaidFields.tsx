import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { ChoiceRows } from "../../components/ChoiceRows.js";
import { Fault } from "../../components/Fault.js";
import { CheckField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import type { FormMember, FormPart } from "./form-part.js";
import { LeftToAssign } from "./LeftToAssign.js";
import { PayerFields } from "./PayerFields.js";
import { usePeopleSearch } from "./PeopleSearch.js";

/** Who paid: one person all of it, or several what each of them says. */
export function WhoPaidFields(props: FormPart & { members: readonly FormMember[]; onDone: () => void }) {
  const { t } = useTranslation();
  const { draft, reading, change, problemOf } = props;
  return (
    <Stack>
      {!draft.several && <OnePayer {...props} />}
      <CheckField
        label={t("expense.severalPaid")}
        checked={draft.several}
        onChange={(several) => change({ several })}
      />
      {draft.several && (
        <>
          <PayerFields
            members={props.members}
            amounts={draft.payerAmounts}
            onChange={(payerAmounts) => change({ payerAmounts })}
            problemOf={(memberId) => problemOf(`payer:${memberId}`)}
          />
          <LeftToAssign left={reading.payersLeft} currency={draft.currency} label={t("expense.leftToPay")} />
        </>
      )}
      <Fault text={problemOf("payers", "payers")} />
    </Stack>
  );
}

function OnePayer(props: FormPart & { members: readonly FormMember[]; onDone: () => void }) {
  const { t } = useTranslation();
  const { shown, search } = usePeopleSearch(props.members);
  return (
    <div>
      {search}
      <ChoiceRows
        label={t("expense.payer")}
        value={props.draft.payerId}
        choices={shown.map(({ id, name }) => ({
          value: id,
          label: name,
          lead: <Avatar id={id} name={name} size="sm" />,
        }))}
        onChange={(payerId) => props.change({ payerId })}
        onPointed={props.onDone}
      />
    </div>
  );
}

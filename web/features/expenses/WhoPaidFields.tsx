import { useTranslation } from "react-i18next";
import { Fault } from "../../components/Fault.js";
import { CheckField, SelectField } from "../../components/Field.js";
import { Heading, Stack, Surface } from "../../components/Layout.js";
import type { FormMember, FormPart } from "./form-part.js";
import { LeftToAssign } from "./LeftToAssign.js";
import { PayerFields } from "./PayerFields.js";

/** Who paid: one person all of it, or several what each of them says. */
export function WhoPaidFields(props: FormPart & { members: readonly FormMember[] }) {
  const { t } = useTranslation();
  const { draft, reading, change, problemOf, members } = props;
  return (
    <Surface aria-labelledby="who-paid">
      <Stack>
        <Heading id="who-paid">{t("expense.whoPaid")}</Heading>
        {!draft.several && (
          <SelectField
            label={t("expense.payer")}
            value={draft.payerId}
            onChange={(payerId) => change({ payerId })}
            choices={members.map((member) => ({ value: member.id, label: member.name }))}
            problem={problemOf("payer", "payers")}
          />
        )}
        <CheckField
          label={t("expense.severalPaid")}
          checked={draft.several}
          onChange={(several) => change({ several })}
        />
        {draft.several && (
          <>
            <PayerFields
              members={members}
              amounts={draft.payerAmounts}
              onChange={(payerAmounts) => change({ payerAmounts })}
              problemOf={(memberId) => problemOf(`payer:${memberId}`)}
            />
            <LeftToAssign left={reading.payersLeft} currency={draft.currency} label={t("expense.leftToPay")} />
            <Fault text={problemOf("payers", "payers")} />
          </>
        )}
      </Stack>
    </Surface>
  );
}

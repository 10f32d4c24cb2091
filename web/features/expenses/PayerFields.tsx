import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../components/Field.js";
import { usePeopleSearch } from "./PeopleSearch.js";

interface Member {
  readonly id: string;
  readonly name: string;
}

const Fields = chakra("div", {
  base: { display: "grid", gap: "3", gridTemplateColumns: { base: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" } },
});

/** What each of several payers paid. */
export function PayerFields(props: {
  members: readonly Member[];
  amounts: Readonly<Record<string, string>>;
  onChange: (amounts: Record<string, string>) => void;
  problemOf: (memberId: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { shown, search } = usePeopleSearch(props.members);
  return (
    <>
      {search}
      <Fields>
        {shown.map((member) => (
          <TextField
            key={member.id}
            kind="amount"
            inputMode="decimal"
            autoComplete="off"
            label={t("expense.paidByField", { name: member.name })}
            value={props.amounts[member.id] ?? ""}
            onChange={(value) => props.onChange({ ...props.amounts, [member.id]: value })}
            problem={props.problemOf(member.id)}
          />
        ))}
      </Fields>
    </>
  );
}

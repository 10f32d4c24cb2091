import { useTranslation } from "react-i18next";
import { SelectField } from "../../components/Field.js";
import { SearchField } from "../../components/SearchField.js";
import type { ChosenGroup } from "./all-groups.js";

/** Among more than these nobody looks for one without typing. */
const SEARCHED_FROM = 12;

/** One of the reader's groups, or none of them: from a list, which is searched where there are many. */
export function GroupField(props: {
  label: string;
  /** What stands for none of them. */
  none: string;
  groups: readonly ChosenGroup[];
  value: string;
  onChange: (groupId: string) => void;
}) {
  const { t } = useTranslation();
  const { label, value, onChange, groups } = props;
  const choices = [{ value: "", label: props.none }, ...groups.map(({ id, name }) => ({ value: id, label: name }))];
  if (groups.length <= SEARCHED_FROM) {
    return <SelectField label={label} value={value} onChange={onChange} choices={choices} />;
  }
  return (
    <SearchField
      label={label}
      value={value}
      choices={choices.map((choice) => ({ ...choice, detail: "" }))}
      onChange={onChange}
      openLabel={t("currency.open", { label })}
      noneLabel={t("groups.noneCalled")}
    />
  );
}

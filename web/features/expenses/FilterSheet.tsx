import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { CategoryBadge } from "../../components/CategoryIcon.js";
import { ChoiceRows } from "../../components/ChoiceRows.js";
import { TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Sheet } from "../../components/Sheet.js";
import { CurrencyChoice } from "./CurrencyChoice.js";
import type { FilterChip, FilterName } from "./expense-filter.js";

interface Props {
  chip: FilterChip;
  group: {
    readonly members: readonly { readonly id: string; readonly name: string }[];
    readonly categories: readonly { readonly id: string; readonly name: string; readonly icon: string }[];
  };
  currencies: readonly string[];
  value: (name: FilterName) => string;
  onChange: (parts: Partial<Record<FilterName, string>>) => void;
  onClose: () => void;
}

/** The choice of one part of a filter. What is chosen counts at once: there is nothing to apply. */
export default function FilterSheet(props: Props) {
  const { t } = useTranslation();
  const { chip, onClose } = props;
  return (
    <Sheet
      title={t(`filter.${chip}`)}
      onClose={onClose}
      footer={
        <Button wide look="primary" onClick={onClose}>
          {t("common.done")}
        </Button>
      }
    >
      {chip === "dates" ? <Dates {...props} /> : <Choice {...props} chip={chip} />}
    </Sheet>
  );
}

function Dates({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Stack>
      {(["from", "to"] as const).map((name) => (
        <TextField
          key={name}
          label={t(`filter.${name}`)}
          type="date"
          value={value(name)}
          onChange={(date) => onChange({ [name]: date })}
        />
      ))}
    </Stack>
  );
}

function Choice({ chip, group, value, onChange, ...props }: Props & { chip: Exclude<FilterChip, "dates"> }) {
  const { t } = useTranslation();
  const choose = (chosen: string) => onChange({ [chip]: chosen });
  if (chip === "currency") {
    return (
      <CurrencyChoice
        value={value(chip)}
        likely={props.currencies}
        none={t("filter.any")}
        onChange={choose}
        onDone={props.onClose}
      />
    );
  }
  const all =
    chip === "person"
      ? group.members.map(({ id, name }) => ({
          value: id,
          label: name,
          lead: <Avatar id={id} name={name} size="sm" />,
        }))
      : group.categories.map(({ id, name, icon }) => ({
          value: id,
          label: t(`category.${name}`, name),
          lead: <CategoryBadge size="sm" category={{ id, icon }} />,
        }));
  return (
    <ChoiceRows
      label={t(`filter.${chip}`)}
      columns={chip === "category" ? 2 : 1}
      value={value(chip)}
      choices={[{ value: "", label: t("filter.any") }, ...all]}
      onChange={choose}
      onPointed={props.onClose}
    />
  );
}

import { chakra } from "@chakra-ui/react";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { EmojiField } from "./LookFields.js";
import { useGroupCreate } from "./writes.js";

interface Person {
  readonly key: number;
  readonly name: string;
  readonly email: string;
}

const Line = chakra("li", {
  base: { display: "grid", gap: "3", gridTemplateColumns: { base: "1fr auto", sm: "1fr 1fr auto" }, alignItems: "end" },
});

const blank = (key: number): Person => ({ key, name: "", email: "" });

export function GroupCreateForm(props: { currency: string; timeZone: string; onDone: (groupId: string) => void }) {
  const { t } = useTranslation();
  const [id] = useState(() => newId("grp"));
  const [name, setName] = useState("");
  const [emoji, setEmoji] = useState("");
  const [currency, setCurrency] = useState(props.currency);
  const [people, setPeople] = useState<readonly Person[]>([blank(1), blank(2)]);
  const create = useGroupCreate();
  const { submit, pending, problem, problemAt } = useSubmit<string>(["name", "emoji", "members"]);

  const named = people.filter((person) => person.name.trim() || person.email.trim());
  const members = named.map((person) => ({
    name: person.name.trim() || person.email.trim(),
    email: person.email.trim() || null,
  }));
  const change = (key: number, part: Partial<Person>) =>
    setPeople(people.map((person) => (person.key === key ? { ...person, ...part } : person)));
  const placeOf = (person: Person) => String(named.indexOf(person));

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => create({ id, name, emoji: emoji.trim() || null, currency, timeZone: props.timeZone, members }),
          props.onDone,
        );
      }}
    >
      <Stack gap="6">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextField label={t("group.name")} required value={name} onChange={setName} problem={problemAt("name")} />
        <EmojiField value={emoji} onChange={setEmoji} problem={problemAt("emoji")} />
        <CurrencyField label={t("group.currency")} value={currency} onChange={setCurrency} />
        <chakra.fieldset border="0" minWidth="0">
          <chakra.legend fontWeight="medium">{t("group.firstMembers")}</chakra.legend>
          <chakra.p color="fg.muted" fontSize="sm" marginBottom="3">
            {t("group.firstMembersHint")}
          </chakra.p>
          <chakra.ul listStyleType="none" display="flex" flexDirection="column" gap="4">
            {people.map((person, index) => (
              <Line key={person.key}>
                <TextField
                  label={t("group.memberName", { number: index + 1 })}
                  autoComplete="off"
                  value={person.name}
                  onChange={(value) => change(person.key, { name: value })}
                  problem={problemAt("members", placeOf(person), "name")}
                />
                <chakra.div gridColumn={{ base: "1", sm: "2" }} gridRow={{ base: "2", sm: "1" }}>
                  <TextField
                    label={t("group.memberEmail", { number: index + 1 })}
                    type="email"
                    autoComplete="off"
                    value={person.email}
                    onChange={(value) => change(person.key, { email: value })}
                    problem={problemAt("members", placeOf(person), "email")}
                  />
                </chakra.div>
                <Button
                  look="plain"
                  size="icon"
                  aria-label={t("group.memberRemove", { number: index + 1 })}
                  onClick={() => setPeople(people.filter((each) => each !== person))}
                >
                  <X size={18} aria-hidden />
                </Button>
              </Line>
            ))}
          </chakra.ul>
          <Button
            look="plain"
            marginTop="3"
            onClick={() => setPeople([...people, blank((people.at(-1)?.key ?? 0) + 1)])}
          >
            <Plus size={18} aria-hidden /> {t("group.memberMore")}
          </Button>
        </chakra.fieldset>
        <div>
          <Button type="submit" look="primary" disabled={pending}>
            {t("group.create")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

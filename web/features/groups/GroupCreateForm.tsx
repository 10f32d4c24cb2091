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
import { PeopleField } from "./PeopleField.js";
import { everybodyOf, memberOf, NOBODY, nameTwice } from "./people-draft.js";
import { useGroupCreate } from "./writes.js";

/** A new group: its name and who else is in it, and what it looks like and counts in. */
export function GroupCreateForm(props: { currency: string; timeZone: string; onDone: (groupId: string) => void }) {
  const { t } = useTranslation();
  const [id] = useState(() => newId("grp"));
  const [name, setName] = useState("");
  const [emoji, setEmoji] = useState("");
  const [currency, setCurrency] = useState(props.currency);
  const [draft, setDraft] = useState(NOBODY);
  const create = useGroupCreate();
  const { submit, pending, problem, problemAt } = useSubmit<string>(["name", "emoji", "members"]);
  const everybody = everybodyOf(draft);
  const members = everybody.map(memberOf);
  const twice = nameTwice(draft.people);
  const memberProblem = everybody
    .map((person, index) => {
      const found = problemAt("members", String(index), "email") ?? problemAt("members", String(index), "name");
      return found && `${person.text}: ${found}`;
    })
    .find(Boolean);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const { timeZone } = props;
        void submit(() => create({ id, name, emoji: emoji.trim() || null, currency, timeZone, members }), props.onDone);
      }}
    >
      <Stack gap="6">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextField
          label={t("group.name")}
          required
          autoFocus
          value={name}
          onChange={setName}
          problem={problemAt("name")}
        />
        <Stack gap="3">
          <PeopleField
            draft={draft}
            onChange={setDraft}
            problem={
              memberProblem ?? problemAt("members") ?? (twice ? t("group.sameName", { name: twice }) : undefined)
            }
          />
        </Stack>
        <EmojiField value={emoji} onChange={setEmoji} problem={problemAt("emoji")} />
        <CurrencyField label={t("group.currency")} value={currency} onChange={setCurrency} />
        <div>
          <Button type="submit" look="primary" pending={pending}>
            {t("group.create")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

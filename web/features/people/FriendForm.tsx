import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { useFriendAdd } from "./writes.js";

/** Somebody with whom one shares expenses without any group. */
export function FriendForm(props: { currency: string; onDone: (groupId: string) => void }) {
  const { t } = useTranslation();
  const [id] = useState(() => newId("grp"));
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [currency, setCurrency] = useState(props.currency);
  const add = useFriendAdd();
  const { submit, pending, problem, problemAt } = useSubmit<string>(["name", "email"]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(() => add({ id, name, email: email.trim() || null, currency }), props.onDone);
      }}
    >
      <Stack gap="6">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextField
          label={t("people.name")}
          required
          autoComplete="off"
          value={name}
          onChange={setName}
          problem={problemAt("name")}
        />
        <TextField
          label={t("people.email")}
          type="email"
          autoComplete="off"
          hint={t("people.emailHint")}
          value={email}
          onChange={setEmail}
          problem={problemAt("email")}
        />
        <CurrencyField label={t("group.currency")} value={currency} onChange={setCurrency} />
        <div>
          <Button type="submit" look="primary" pending={pending}>
            {t("people.addAct")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { PasswordField } from "../../components/PasswordField.js";
import { useSubmit } from "../../components/use-submit.js";
import { firstLocale } from "../../lib/chosen-language.js";
import { currencyOfLocale } from "../../lib/currency-of-locale.js";
import { useSignUp } from "./writes.js";

export function SignUpForm(props: { onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signUp = useSignUp();
  const { submit, pending, problem, problemAt } = useSubmit(["name", "email", "password"]);
  const locale = firstLocale();
  const input = {
    cookie: true,
    name,
    email,
    password,
    locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    preferredCurrency: currencyOfLocale(locale),
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(() => signUp(input), props.onDone);
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextField
          label={t("account.name")}
          name="name"
          autoComplete="name"
          required
          value={name}
          onChange={setName}
          problem={problemAt("name")}
        />
        <TextField
          label={t("account.email")}
          type="email"
          name="email"
          autoComplete="email"
          required
          value={email}
          onChange={setEmail}
          problem={problemAt("email")}
        />
        <PasswordField
          label={t("account.password")}
          isNew
          value={password}
          onChange={setPassword}
          problem={problemAt("password")}
        />
        <Button type="submit" look="primary" pending={pending} late={t("common.moment")}>
          {t("account.signUp")}
        </Button>
      </Stack>
    </form>
  );
}

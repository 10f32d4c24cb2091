import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { PasswordField } from "../../components/PasswordField.js";
import { useSubmit } from "../../components/use-submit.js";
import { useSignIn } from "./writes.js";

export function SignInForm(props: { onDone: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useSignIn();
  const { submit, pending, problem, problemAt } = useSubmit(["email", "password"]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(() => signIn({ email, password, cookie: true }), props.onDone);
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextField
          label={t("account.email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
          problem={problemAt("email")}
        />
        <PasswordField
          label={t("account.password")}
          value={password}
          onChange={setPassword}
          problem={problemAt("password")}
        />
        <Button type="submit" look="primary" pending={pending} late={t("common.moment")}>
          {t("account.signIn")}
        </Button>
      </Stack>
    </form>
  );
}

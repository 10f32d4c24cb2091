import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { usePasswordResetRequest } from "./writes.js";

export function ForgotForm(props: { onDone: (email: string) => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const request = usePasswordResetRequest();
  const { submit, pending, problem, problemAt } = useSubmit(["email"]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => request({ email }),
          () => props.onDone(email.trim()),
        );
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
        <Button type="submit" look="primary" pending={pending} late={t("common.moment")}>
          {t("forgot.act")}
        </Button>
      </Stack>
    </form>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { PasswordField } from "../../components/PasswordField.js";
import { useSubmit } from "../../components/use-submit.js";
import { type ResetResult, usePasswordReset } from "./writes.js";

export function ResetForm(props: { token: string; onDone: (result: ResetResult) => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const reset = usePasswordReset();
  const { submit, pending, problem, problemAt } = useSubmit<ResetResult>(["password"]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(() => reset({ token: props.token, password }), props.onDone);
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <PasswordField
          label={t("account.newPassword")}
          isNew
          value={password}
          onChange={setPassword}
          problem={problemAt("password")}
        />
        <Button type="submit" look="primary" pending={pending} late={t("common.moment")}>
          {t("reset.act")}
        </Button>
      </Stack>
    </form>
  );
}

import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Muted, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { PasswordField } from "../../components/PasswordField.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { usePasswordChange } from "./writes.js";

export function PasswordForm() {
  const { t } = useTranslation();
  const [currentPassword, setCurrentPassword] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const change = usePasswordChange();
  const { submit, pending, problem, problemAt } = useSubmit(["currentPassword", "newPassword"]);
  const whenDone = () => {
    setCurrentPassword("");
    setNewPassword("");
    // The button has nothing more to do, and would take the focus with it.
    form.current?.querySelector("input")?.focus();
    toast(t("profile.passwordChanged"));
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(() => change({ currentPassword, newPassword }), whenDone);
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Muted>{t("profile.passwordText")}</Muted>
        <PasswordField
          label={t("profile.currentPassword")}
          value={currentPassword}
          onChange={setCurrentPassword}
          problem={problemAt("currentPassword")}
        />
        <PasswordField
          label={t("account.newPassword")}
          isNew
          value={newPassword}
          onChange={setNewPassword}
          problem={problemAt("newPassword")}
        />
        <div>
          <Button type="submit" pending={pending}>
            {t("profile.changePassword")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { PasswordField } from "../../components/PasswordField.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useFormat } from "../../lib/format.js";
import { useGuestKeep } from "./writes.js";

/** What a guest signs in with from now on: their account stays with all that is in it. */
export function KeepForm({ guestUntil }: { guestUntil: string }) {
  const { t } = useTranslation();
  const { momentDay } = useFormat();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const keep = useGuestKeep();
  const { submit, pending, problem, problemAt } = useSubmit<object>(["email", "password"]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => keep({ email, password }),
          () => toast(t("guest.kept")),
        );
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Muted>{t("guest.until", { day: momentDay(guestUntil) })}</Muted>
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
        <div>
          <Button type="submit" look="primary" pending={pending}>
            {t(pending ? "common.saving" : "guest.keep")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

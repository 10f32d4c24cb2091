import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { MemberRole } from "../../gql/graphql.js";
import { useInviteCreate } from "./writes.js";

/** Sends an invite of its own to one address. */
export function InviteByMail(props: { groupId: string; role: MemberRole; memberId: string | null }) {
  const { t } = useTranslation();
  const { groupId, role, memberId } = props;
  const [email, setEmail] = useState("");
  const create = useInviteCreate();
  const { submit, pending, problem, problemAt } = useSubmit(["email"]);
  const mail = email.trim();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (mail === "") return;
        void submit(
          () => create({ groupId, role, memberId, email: mail }),
          () => {
            toast(t("invite.sent", { email: mail }));
            setEmail("");
          },
        );
      }}
    >
      <Stack gap="3">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextField
          label={t("invite.email")}
          type="email"
          autoComplete="off"
          value={email}
          onChange={setEmail}
          problem={problemAt("email")}
        />
        <div>
          <Button type="submit" pending={pending} late={t("common.moment")} disabled={mail === ""}>
            {t("invite.send")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

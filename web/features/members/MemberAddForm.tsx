import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useMemberAdd } from "./writes.js";

const Two = chakra("div", {
  base: { display: "grid", gap: "3", gridTemplateColumns: { base: "1fr", sm: "1fr 1fr auto" }, alignItems: "end" },
});

/** Adds somebody who needs no account; they can claim their place later. */
export function MemberAddForm(props: { groupId: string }) {
  const { t } = useTranslation();
  const [id, setId] = useState(() => newId("mem"));
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const add = useMemberAdd();
  const { submit, pending, problem, problemAt } = useSubmit<{ name: string }>(["name", "email"]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => add({ id, groupId: props.groupId, name, email: email.trim() || null }),
          (member) => {
            toast(t("member.added", { name: member.name }));
            setId(newId("mem"));
            setName("");
            setEmail("");
          },
        );
      }}
    >
      <Stack gap="3">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Two>
          <TextField
            label={t("member.name")}
            autoComplete="off"
            value={name}
            onChange={setName}
            problem={problemAt("name")}
          />
          <TextField
            label={t("member.email")}
            type="email"
            autoComplete="off"
            value={email}
            onChange={setEmail}
            problem={problemAt("email")}
          />
          <Button type="submit" pending={pending}>
            {t("member.add")}
          </Button>
        </Two>
      </Stack>
    </form>
  );
}

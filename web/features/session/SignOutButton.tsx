import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { useSignOut } from "./writes.js";

export function SignOutButton() {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const { submit, pending, problem } = useSubmit();
  return (
    <Stack>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div>
        <Button
          disabled={pending}
          onClick={() =>
            void submit(
              () => signOut({}),
              () => undefined,
            )
          }
        >
          <LogOut size={16} aria-hidden /> {t("account.signOut")}
        </Button>
      </div>
    </Stack>
  );
}

import { LogOut } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { useSignOut } from "./writes.js";

/** Ends the session. A guest, who has no way back in, is told so first. */
export function SignOutButton({ isGuest }: { isGuest: boolean }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const signOut = useSignOut();
  const { submit, pending, problem } = useSubmit();
  const leave = () =>
    void submit(
      () => signOut({}),
      () => undefined,
    );
  return (
    <Stack>
      {problem && <Notice tone="danger">{problem}</Notice>}
      {asking ? (
        <Notice tone="warn" live>
          <p>{t("guest.signOut")}</p>
          <Row flexWrap="wrap">
            <Button look="danger" disabled={pending} onClick={leave}>
              {t("guest.signOutSure")}
            </Button>
            <Button onClick={() => setAsking(false)}>{t("common.back")}</Button>
          </Row>
        </Notice>
      ) : (
        <div>
          <Button disabled={pending} onClick={isGuest ? () => setAsking(true) : leave}>
            <LogOut size={16} aria-hidden /> {t("account.signOut")}
          </Button>
        </div>
      )}
    </Stack>
  );
}

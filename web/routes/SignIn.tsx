import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { DoorPage } from "../components/DoorPage.js";
import { Muted, Stack } from "../components/Layout.js";
import { TextLink } from "../components/TextLink.js";
import { SignInForm } from "../features/session/SignInForm.js";
import { ownPath } from "../lib/own-path.js";
import { useSessionStatus } from "../lib/session.js";

export function Component() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const next = ownPath(search.get("next"));
  if (useSessionStatus() === "signed-in") return <Navigate replace to={next} />;
  const below = (
    <Stack gap="2">
      <Muted>
        <TextLink to="/forgot">{t("account.forgot")}</TextLink>
      </Muted>
      <Muted>
        {t("account.noAccount")}{" "}
        <TextLink to={`/sign-up?next=${encodeURIComponent(next)}`}>{t("account.signUp")}</TextLink>
      </Muted>
    </Stack>
  );
  return (
    <DoorPage title={t("account.signIn")} below={below}>
      <SignInForm onDone={() => undefined} />
    </DoorPage>
  );
}

import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { DoorPage } from "../components/DoorPage.js";
import { Muted } from "../components/Layout.js";
import { TextLink } from "../components/TextLink.js";
import { SignUpForm } from "../features/session/SignUpForm.js";
import { ownPath } from "../lib/own-path.js";
import { useSessionStatus } from "../lib/session.js";

export function Component() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const next = ownPath(search.get("next"));
  if (useSessionStatus() === "signed-in") return <Navigate replace to={next} />;
  const below = (
    <Muted>
      {t("account.haveAccount")}{" "}
      <TextLink to={`/sign-in?next=${encodeURIComponent(next)}`}>{t("account.signIn")}</TextLink>
    </Muted>
  );
  return (
    <DoorPage title={t("account.signUp")} below={below}>
      <SignUpForm onDone={() => undefined} />
    </DoorPage>
  );
}

import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { ButtonLink } from "../components/Button.js";
import { DoorPage } from "../components/DoorPage.js";
import { Muted, Stack } from "../components/Layout.js";
import { TryIt } from "../features/session/TryIt.js";
import { useSessionStatus } from "../lib/session.js";

export function Component() {
  const { t } = useTranslation();
  const status = useSessionStatus();
  const [demoId, setDemoId] = useState<string | null>(null);
  if (status === "signed-in") return <Navigate replace to={demoId ? `/groups/${demoId}/expenses` : "/groups"} />;
  return (
    <DoorPage title={t("home.title")} text={t("home.text")}>
      <Stack>
        <TryIt onBegun={setDemoId} />
        <ButtonLink to="/sign-up">{t("account.signUp")}</ButtonLink>
        <ButtonLink to="/sign-in">{t("account.signIn")}</ButtonLink>
        <Muted fontSize="sm">
          {t("home.developers")}{" "}
          <chakra.a href="/explorer/" color="fg.info" textDecoration="underline">
            {t("home.explorer")}
          </chakra.a>
        </Muted>
      </Stack>
    </DoorPage>
  );
}

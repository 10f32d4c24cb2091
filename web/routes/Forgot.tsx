import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Arrival } from "../components/Arrival.js";
import { ButtonLink } from "../components/Button.js";
import { DoorPage } from "../components/DoorPage.js";
import { Muted, Stack } from "../components/Layout.js";
import { Notice } from "../components/Notice.js";
import { TextLink } from "../components/TextLink.js";
import { ForgotForm } from "../features/session/ForgotForm.js";

/** Asks for a letter with a link for a new password; says the same whether or not anybody has the address. */
export function Component() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo !== undefined) {
    return (
      <DoorPage title={t("forgot.sentTitle")}>
        <Stack>
          <Arrival>
            <Notice tone="good">
              <p>{t("forgot.sentText", { email: sentTo })}</p>
            </Notice>
          </Arrival>
          <ButtonLink to="/sign-in" wide>
            {t("forgot.back")}
          </ButtonLink>
        </Stack>
      </DoorPage>
    );
  }
  const below = (
    <Muted>
      <TextLink to="/sign-in">{t("forgot.back")}</TextLink>
    </Muted>
  );
  return (
    <DoorPage title={t("forgot.title")} text={t("forgot.text")} below={below}>
      <ForgotForm onDone={setSentTo} />
    </DoorPage>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Arrival } from "../components/Arrival.js";
import { ButtonLink } from "../components/Button.js";
import { DoorPage } from "../components/DoorPage.js";
import { Stack } from "../components/Layout.js";
import { Notice } from "../components/Notice.js";
import { ResetForm } from "../features/session/ResetForm.js";
import type { ResetResult } from "../features/session/writes.js";

/** Where the link of a letter leads: a new password, or a word about a link that is of no more use. */
export function Component() {
  const { t } = useTranslation();
  const { token } = useParams() as { token: string };
  const [result, setResult] = useState<ResetResult>();
  if (result === undefined) {
    return (
      <DoorPage title={t("reset.title")} text={t("reset.text")}>
        <ResetForm token={token} onDone={setResult} />
      </DoorPage>
    );
  }
  const changed = result === "changed";
  return (
    <DoorPage title={t(changed ? "reset.changedTitle" : "reset.spentTitle")}>
      <Stack>
        <Arrival>
          <Notice tone={changed ? "good" : "warn"}>
            <p>{t(changed ? "reset.changedText" : "reset.spentText")}</p>
          </Notice>
        </Arrival>
        <ButtonLink to={changed ? "/sign-in" : "/forgot"} look="primary" wide replace>
          {t(changed ? "account.signIn" : "reset.again")}
        </ButtonLink>
      </Stack>
    </DoorPage>
  );
}

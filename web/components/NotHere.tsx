import { useTranslation } from "react-i18next";
import { ButtonLink } from "./Button.js";
import { Muted } from "./Layout.js";
import { Page } from "./Page.js";

/** One page for what never was, what is gone, and what one may not see: they cannot be told apart. */
export function NotHere() {
  const { t } = useTranslation();
  return (
    <Page title={t("notFound.title")} width="text">
      <Muted>{t("notFound.text")}</Muted>
      <div>
        <ButtonLink to="/groups" look="primary">
          {t("notFound.back")}
        </ButtonLink>
      </div>
    </Page>
  );
}

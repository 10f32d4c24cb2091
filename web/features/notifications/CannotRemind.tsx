import { useTranslation } from "react-i18next";
import { Muted } from "../../components/Layout.js";
import { TextLink } from "../../components/TextLink.js";
import { useWords } from "../../lib/i18n.js";

/** Why some who owe the reader have no button beside them, and what helps. */
export default function CannotRemind({ groupId }: { groupId: string }) {
  useWords("notifications");
  const { t } = useTranslation();
  return (
    <Muted fontSize="sm" data-print="no">
      {t("reminder.without")} <TextLink to={`/groups/${groupId}/members`}>{t("reminder.invite")}</TextLink>
    </Muted>
  );
}

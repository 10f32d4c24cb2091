import { useTranslation } from "react-i18next";
import { Notice } from "../../components/Notice.js";
import { TextLink } from "../../components/TextLink.js";
import { useFormat } from "../../lib/format.js";
import { goneFrom } from "./default-split.js";

interface NamedDefault {
  readonly split: { readonly parts: readonly { readonly member: { readonly id: string; readonly name: string } }[] };
}

/** Says that a default cannot be followed because it names somebody who left, and asks for a new one; else nothing. */
export function StaleDefault(props: { groupId: string; stored: NamedDefault; memberIds: readonly string[] }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const gone = goneFrom(props.stored, props.memberIds).map(({ name }) => name);
  if (gone.length === 0) return null;
  return (
    <Notice tone="warn" title={t("defaultSplit.staleTitle", { count: gone.length, names: list(gone) })}>
      <p>{t("defaultSplit.staleText")}</p>
      <TextLink to={`/groups/${props.groupId}/settings`}>{t("defaultSplit.setNew")}</TextLink>
    </Notice>
  );
}

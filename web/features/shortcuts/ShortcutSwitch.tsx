import { useTranslation } from "react-i18next";
import { CheckField } from "../../components/Field.js";
import { chooseShortcuts, useShortcutChoice } from "../../lib/shortcut-choice.js";

/** Turns the single keys off, and on again. */
export function ShortcutSwitch() {
  const { t } = useTranslation();
  const areOn = useShortcutChoice();
  return (
    <CheckField
      label={t("shortcut.switch")}
      hint={t("shortcut.switchHint")}
      checked={areOn}
      onChange={chooseShortcuts}
    />
  );
}

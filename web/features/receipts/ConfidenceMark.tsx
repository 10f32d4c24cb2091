import { chakra } from "@chakra-ui/react";
import { CircleCheck, CircleHelp } from "lucide-react";
import { useTranslation } from "react-i18next";

const Mark = chakra("span", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    gap: "1",
    fontSize: "xs",
    fontWeight: "medium",
    whiteSpace: "nowrap",
  },
});

/** Whether something was read for sure, in words and by a sign; nothing of what nobody has read. */
export function ConfidenceMark({ isSure }: { isSure: boolean }) {
  const { t } = useTranslation();
  const Icon = isSure ? CircleCheck : CircleHelp;
  return (
    <Mark color={isSure ? "fg.muted" : "fg.warn"}>
      <Icon size={14} aria-hidden /> {t(isSure ? "receipt.sure" : "receipt.check")}
    </Mark>
  );
}

/** Of a line nobody says whether it is filled in: from here on it is sure. */
const SURE = 0.9;

export function isSureLine({ confidence }: { readonly confidence: number }): boolean {
  return confidence >= SURE;
}

import { chakra } from "@chakra-ui/react";
import { type RefObject, useId } from "react";
import { useTranslation } from "react-i18next";
import { Fault } from "../../components/Fault.js";
import { ReceiptPlace } from "../receipts/WithImage.js";
import type { FormPart } from "./form-part.js";

const Label = chakra("label", { base: { display: "block", fontSize: "sm", color: "fg.muted" } });
const Text = chakra("input", {
  base: {
    width: "full",
    minHeight: "control",
    bg: "transparent",
    color: "fg",
    border: "0",
    borderBottom: "2px solid",
    borderColor: "line",
    outline: "none",
    fontSize: "xl",
    transitionProperty: "border-color",
    transitionDuration: "state",
    _placeholder: { color: "controlBorder", opacity: 1 },
    _focusVisible: { outline: "none", borderColor: "accent" },
    "&[aria-invalid=true]": { borderColor: "fg.danger" },
    "@media (forced-colors: active)": { _focusVisible: { outline: "2px solid" } },
  },
});

/** What it was. Enter in it saves. */
export function TitleField({
  draft,
  problemOf,
  input,
  onChange,
}: FormPart & { input: RefObject<HTMLInputElement | null>; onChange: (title: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const problem = problemOf("title", "title");
  return (
    <div>
      <Label htmlFor={id}>{t("expense.title")}</Label>
      <Text
        ref={input}
        id={id}
        autoComplete="off"
        enterKeyHint="done"
        placeholder={t("expense.titleExample")}
        value={draft.title}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
      />
      <Fault id={`${id}-problem`} text={problem} />
      <ReceiptPlace name="merchant" />
    </div>
  );
}

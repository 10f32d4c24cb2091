import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Muted } from "../../components/Layout.js";

interface ClaimableMember {
  readonly id: string;
  readonly name: string;
}

/** Stands for nobody who is there already. */
export const NEW = "";

const Option = chakra("label", {
  base: {
    display: "flex",
    alignItems: "center",
    gap: "3",
    minHeight: "control",
    paddingInline: "3",
    borderRadius: "control",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    "&:has(:checked)": { bg: "accent.soft" },
  },
});

/** "Which one are you?": a place that is waiting, with its history, or a new one. */
export function WhichOne(props: {
  claimable: readonly ClaimableMember[];
  chosen: string;
  onChoose: (memberId: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <chakra.fieldset border="0" minWidth="0">
      <chakra.legend fontWeight="semibold">{t("join.which")}</chakra.legend>
      <Muted fontSize="sm" marginBottom="2">
        {t("join.whichText")}
      </Muted>
      {[...props.claimable, { id: NEW, name: t("join.iAmNew") }].map((option) => (
        <Option key={option.id}>
          <input
            type="radio"
            name="member"
            checked={props.chosen === option.id}
            onChange={() => props.onChoose(option.id)}
          />
          {option.name}
        </Option>
      ))}
    </chakra.fieldset>
  );
}

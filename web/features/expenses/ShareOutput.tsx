import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Money } from "../../components/Money.js";

const Output = chakra("output", { base: { minWidth: "20", textAlign: "end", fontWeight: "medium" } });

/** What somebody will bear, to the cent; a dash as long as that is not known. */
export function ShareOutput(props: { name: string; share: string | undefined; currency: string; bare?: boolean }) {
  const { t } = useTranslation();
  return (
    <Output aria-label={t("expense.shareOf", { name: props.name })}>
      {props.share === undefined ? (
        "–"
      ) : (
        <Money bare={props.bare ?? false} value={{ amount: props.share, currency: props.currency }} />
      )}
    </Output>
  );
}

import { CircleHelp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Muted, Row } from "../../components/Layout.js";

/** What else a field may be, one tap each. */
export function Alternatives(props: {
  /** Which field, for those who hear the page. */
  label: string;
  /** What is said before them. */
  words?: string;
  /** Whether somebody must look at it. */
  isUnsure?: boolean;
  choices: readonly { readonly value: string; readonly shown: string }[];
  onChoose: (value: string) => void;
}) {
  const { t } = useTranslation();
  if (props.choices.length === 0) return null;
  return (
    <Row flexWrap="wrap" gap="2" role="group" aria-label={t("receipt.alternativesOf", { field: props.label })}>
      {props.isUnsure && <CircleHelp size={16} aria-hidden />}
      <Muted
        fontSize="sm"
        color={props.isUnsure ? "fg.warn" : undefined}
        fontWeight={props.isUnsure ? "medium" : undefined}
      >
        {props.words ?? t("receipt.orElse")}
      </Muted>
      {props.choices.map(({ value, shown }) => (
        <Button key={value} size="sm" borderRadius="chip" onClick={() => props.onChoose(value)}>
          {shown}
        </Button>
      ))}
    </Row>
  );
}

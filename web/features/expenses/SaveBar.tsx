import { chakra } from "@chakra-ui/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { Row } from "../../components/Layout.js";
import { followKeyboard } from "../../lib/keyboard.js";

const Bar = chakra("div", {
  base: {
    position: { base: "fixed", md: "sticky" },
    insetInline: "0",
    bottom: { base: "var(--keyboard, 0px)", md: "0" },
    zIndex: "bar",
    bg: "canvas",
    borderTop: { base: "1px solid", md: "0" },
    borderColor: "line",
    paddingInline: { base: "4", md: "0" },
    paddingTop: "2",
    paddingBottom: { base: "calc(0.5rem + env(safe-area-inset-bottom))", md: "2" },
  },
});

/** The way to save, in sight wherever one is in the form: at the foot of the window, above a phone's keyboard. */
export function SaveBar(props: {
  pending: boolean;
  /** Why it cannot be saved yet. */
  problem: string | undefined;
  /** Saves, and begins the next; null where there is no next. */
  onAnother: (() => void) | null;
}) {
  const { t } = useTranslation();
  useEffect(followKeyboard, []);
  return (
    <Bar data-print="no">
      <Fault text={props.problem} />
      <Row gap="2">
        <Button
          type="submit"
          look="primary"
          whiteSpace="nowrap"
          overflowWrap="normal"
          flex={{ base: "1 1 auto", md: "0 0 9rem" }}
          pending={props.pending}
        >
          {t("common.save")}
        </Button>
        {props.onAnother && (
          <Button
            look="plain"
            paddingInline="2"
            flexShrink={1}
            disabled={props.pending}
            // The second press of a double click would be of the form that the first has begun.
            onClick={({ detail }) => detail < 2 && props.onAnother?.()}
          >
            {t("expense.saveAnother")}
          </Button>
        )}
      </Row>
    </Bar>
  );
}

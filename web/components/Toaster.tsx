import { chakra } from "@chakra-ui/react";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.js";
import { dismissToast, inSight, TOAST_MS, type Toast, toast, useToasts } from "./toasts.js";

const Region = chakra("div", {
  base: {
    position: "fixed",
    zIndex: "toast",
    insetInline: "0",
    bottom: { base: "calc(76px + env(safe-area-inset-bottom))", md: "6" },
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: "2",
    paddingInline: "4",
    pointerEvents: "none",
  },
});
const Card = chakra("div", {
  base: {
    display: "flex",
    alignItems: "center",
    gap: "2",
    paddingInlineStart: "4",
    paddingInlineEnd: "2",
    paddingBlock: "1",
    maxWidth: "full",
    borderRadius: "card",
    bg: "fg",
    color: "canvas",
    boxShadow: "float",
    pointerEvents: "auto",
  },
});

/** The things said in passing; a reader who points at one or tabs into it has all the time. */
export function Toaster() {
  const { t } = useTranslation();
  const { shown, folded } = inSight(useToasts());
  return (
    <Region role="status" aria-live="polite" aria-label={t("common.messages")} data-print="no">
      {folded > 0 && <Card>{t("common.andMore", { count: folded })}</Card>}
      {shown.map((each) => (
        <ToastCard key={each.key} toast={each} />
      ))}
    </Region>
  );
}

function ToastCard({ toast: shown }: { toast: Toast }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const stays = shown.answer !== undefined;
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismissToast(shown.key), TOAST_MS);
    return () => clearTimeout(timer);
  }, [held, stays, shown.key]);
  const undo = async () => {
    dismissToast(shown.key);
    const outcome = await shown.undo?.().catch(() => null);
    if (outcome?.kind === "done") return;
    toast(outcome ? t("common.notUndone", { why: outcome.message }) : t("common.notSent"));
  };
  const quiet = {
    color: "inherit",
    _hover: { bg: "transparent", textDecoration: "underline" },
    outlineColor: "currentcolor",
  };
  return (
    <Card
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <chakra.span paddingBlock="2">{shown.text}</chakra.span>
      {shown.undo && (
        <Button look="plain" size="sm" fontWeight="semibold" {...quiet} onClick={() => void undo()}>
          {t("common.undo")}
        </Button>
      )}
      {shown.answer && (
        <Button
          look="plain"
          size="sm"
          fontWeight="semibold"
          {...quiet}
          onClick={() => {
            dismissToast(shown.key);
            shown.answer?.act();
          }}
        >
          {shown.answer.label}
        </Button>
      )}
      <Button
        look="plain"
        size="icon"
        width="9"
        {...quiet}
        aria-label={t("common.dismiss")}
        onClick={() => dismissToast(shown.key)}
      >
        <X size={16} aria-hidden />
      </Button>
    </Card>
  );
}

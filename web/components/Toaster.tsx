import { chakra } from "@chakra-ui/react";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.js";
import { dismissToast, TOAST_MS, type Toast, useToasts } from "./toasts.js";

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
  const toasts = useToasts();
  return (
    <Region role="status" aria-live="polite" aria-label={t("common.messages")} data-print="no">
      {toasts.map((toast) => (
        <ToastCard key={toast.key} toast={toast} />
      ))}
    </Region>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.key), TOAST_MS);
    return () => clearTimeout(timer);
  }, [held, toast.key]);
  const undo = () => {
    dismissToast(toast.key);
    toast.undo?.();
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
      <chakra.span paddingBlock="2">{toast.text}</chakra.span>
      {toast.undo && (
        <Button look="plain" size="sm" fontWeight="semibold" {...quiet} onClick={undo}>
          {t("common.undo")}
        </Button>
      )}
      <Button
        look="plain"
        size="icon"
        width="9"
        {...quiet}
        aria-label={t("common.dismiss")}
        onClick={() => dismissToast(toast.key)}
      >
        <X size={16} aria-hidden />
      </Button>
    </Card>
  );
}

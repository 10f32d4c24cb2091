import { chakra } from "@chakra-ui/react";
import { X } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { followKeyboard } from "../lib/keyboard.js";
import { Button } from "./Button.js";

const Panel = chakra("dialog", {
  base: {
    position: "fixed",
    margin: "0",
    padding: "0",
    // The keyboard of a phone covers the page without making it smaller everywhere.
    insetInline: { base: "0", md: "auto" },
    insetInlineStart: { md: "calc(50% - 14rem)" },
    top: { base: "auto", md: "12vh" },
    bottom: { base: "var(--keyboard, 0px)", md: "auto" },
    width: { base: "full", md: "28rem" },
    maxWidth: "full",
    maxHeight: { base: "calc(100dvh - var(--keyboard, 0px) - 1.5rem)", md: "76vh" },
    bg: "surface",
    color: "fg",
    // Seen where the system paints all colours over; elsewhere the shadow is edge enough.
    border: "1px solid transparent",
    borderRadius: "card",
    borderBottomRadius: { base: "0", md: "card" },
    boxShadow: "float",
    overflow: "hidden",
    overscrollBehavior: "contain",
    "&[open]": {
      display: "flex",
      flexDirection: "column",
      animation: "rise var(--ledger-durations-sheet) var(--ledger-easings-out)",
    },
    "&::backdrop": { background: "rgba(27, 26, 23, 0.24)" },
  },
  variants: {
    wide: {
      true: {
        width: { md: "min(56rem, 100% - 4rem)" },
        insetInlineStart: { md: "max(2rem, calc(50% - 28rem))" },
        top: { md: "4vh" },
        maxHeight: { md: "92vh" },
      },
    },
  },
});
const Head = chakra("div", {
  base: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "3",
    flexShrink: 0,
    paddingInlineStart: { base: "4", md: "5" },
    paddingInlineEnd: "2",
    paddingTop: "2",
  },
});
const Body = chakra("div", {
  base: {
    flex: "1 1 auto",
    minHeight: "0",
    overflowY: "auto",
    overscrollBehavior: "contain",
    paddingInline: { base: "4", md: "5" },
    paddingTop: "2",
    paddingBottom: "5",
  },
});
const Foot = chakra("div", {
  base: {
    flexShrink: 0,
    paddingInline: { base: "4", md: "5" },
    paddingBlock: "3",
    borderTop: "1px solid",
    borderColor: "line",
  },
});
const SafeArea = chakra("div", { base: { flexShrink: 0, height: { base: "env(safe-area-inset-bottom)", md: "0" } } });

interface Props {
  title: string;
  /** Was closed: by its button, by Esc, or by a press beside it. Whoever shows it takes it out of the page then. */
  onClose: () => void;
  children: ReactNode;
  /** Stays below what scrolls. */
  footer?: ReactNode;
  /** For what is looked at, and not read. */
  wide?: boolean;
}

/** Where the keyboard begins: at what is wrong, else where the sheet says so, else at what is chosen, else at the first thing there is. */
function firstIn(body: HTMLElement): HTMLElement | null {
  const find = (selector: string) => body.querySelector<HTMLElement>(selector);
  return (
    find("[aria-invalid=true]") ??
    find("[data-first]") ??
    find("input:checked") ??
    find("input, select, textarea, button, a[href]")
  );
}

/**
 * A part of the page that comes when it is asked for: from below on a phone, as a panel elsewhere. It is there as long
 * as it is rendered. While it is, nothing behind it can be reached; when it goes, the keyboard is back at what opened it.
 */
export function Sheet(props: Props) {
  const { t } = useTranslation();
  const id = useId();
  const panel = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  /** A press that began inside, as one does who selects text, closes nothing. */
  const pressedBeside = useRef(false);
  useEffect(followKeyboard, []);
  useLayoutEffect(() => {
    const shown = panel.current!;
    shown.showModal();
    firstIn(body.current!)?.focus();
    // Before it leaves the page, because only a dialog that closes gives the focus back.
    return () => shown.close();
  }, []);
  const isBeside = (event: MouseEvent) => event.target === event.currentTarget;
  return (
    <Panel
      ref={panel}
      wide={props.wide}
      aria-labelledby={id}
      onClose={props.onClose}
      onMouseDown={(event) => {
        pressedBeside.current = isBeside(event);
      }}
      onClick={(event) => {
        if (pressedBeside.current && isBeside(event)) props.onClose();
      }}
    >
      <Head>
        <chakra.h2 id={id} fontSize="lg">
          {props.title}
        </chakra.h2>
        <Button size="icon" look="plain" borderRadius="chip" aria-label={t("common.close")} onClick={props.onClose}>
          <X size={20} aria-hidden />
        </Button>
      </Head>
      <Body ref={body}>{props.children}</Body>
      {props.footer && <Foot>{props.footer}</Foot>}
      <SafeArea />
    </Panel>
  );
}

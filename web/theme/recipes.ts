import { defineRecipe } from "@chakra-ui/react";

const focusRing = { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" };

/** Something to press. One `primary` on a screen: that is where the accent goes. */
export const buttonRecipe = defineRecipe({
  className: "button",
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    gap: "2",
    flexShrink: 0,
    // A name in it may be longer than the screen is wide: then it breaks.
    maxWidth: "full",
    minHeight: "control",
    paddingInline: "4",
    borderRadius: "control",
    border: "1px solid transparent",
    fontWeight: "medium",
    fontSize: { base: "lg", md: "md" },
    lineHeight: "tight",
    textAlign: "center",
    textDecoration: "none",
    cursor: "pointer",
    userSelect: "none",
    transitionProperty: "background-color, border-color, color",
    transitionDuration: "state",
    transitionTimingFunction: "out",
    _focusVisible: focusRing,
    "&:disabled, &[aria-disabled=true]": { cursor: "not-allowed", opacity: 0.55 },
    "& svg": { flexShrink: 0 },
  },
  variants: {
    look: {
      primary: { bg: "accent", color: "accent.ink", _hover: { bg: "accent.hover" } },
      quiet: { bg: "surface", color: "fg", borderColor: "controlBorder", _hover: { bg: "subtle" } },
      plain: { bg: "transparent", color: "fg", _hover: { bg: "subtle" } },
      danger: { bg: "transparent", color: "fg.danger", borderColor: "fg.danger", _hover: { bg: "wash.danger" } },
      text: {
        bg: "transparent",
        color: "fg.info",
        paddingInline: "1",
        minHeight: { base: "control", md: "8" },
        textDecoration: "underline",
        textUnderlineOffset: "3px",
        _hover: { textDecorationThickness: "2px" },
      },
    },
    size: {
      md: {},
      // A thumb needs the whole height.
      sm: { minHeight: { base: "control", md: "9" }, paddingInline: "3", fontSize: "md" },
      icon: { width: "control", paddingInline: "0" },
    },
    wide: { true: { width: "full" } },
  },
  defaultVariants: { look: "quiet", size: "md" },
});

/** Something to write into, or to choose from. */
export const inputRecipe = defineRecipe({
  className: "input",
  base: {
    width: "full",
    minWidth: "0",
    minHeight: "control",
    paddingInline: "3",
    paddingBlock: "2",
    bg: "surface",
    color: "fg",
    border: "1px solid",
    borderColor: "controlBorder",
    borderRadius: "control",
    fontSize: { base: "lg", md: "md" },
    lineHeight: "body",
    transitionProperty: "border-color",
    transitionDuration: "state",
    _placeholder: { color: "fg.muted", opacity: 1 },
    _focusVisible: { ...focusRing, outlineOffset: "0px", borderColor: "focus" },
    "&[aria-invalid=true]": { borderColor: "fg.danger" },
    "&:disabled": { opacity: 0.6, cursor: "not-allowed" },
  },
  variants: {
    kind: {
      text: {},
      amount: { textAlign: "end", fontVariantNumeric: "tabular-nums" },
      headline: {
        textAlign: "end",
        fontVariantNumeric: "tabular-nums",
        fontSize: "2xl",
        fontWeight: "semibold",
        minHeight: "14",
      },
    },
  },
  defaultVariants: { kind: "text" },
});

/** A sheet of paper: separated from the canvas by tone alone. */
export const surfaceRecipe = defineRecipe({
  className: "surface",
  base: { bg: "surface", borderRadius: "card", minWidth: "0" },
  variants: {
    pad: { none: {}, sm: { padding: "4" }, md: { padding: { base: "4", md: "6" } } },
  },
  defaultVariants: { pad: "md" },
});

/** A short mark beside a name. */
export const chipRecipe = defineRecipe({
  className: "chip",
  base: {
    display: "inline-flex",
    alignItems: "center",
    gap: "1",
    paddingInline: "2",
    paddingBlock: "0.5",
    borderRadius: "chip",
    fontSize: "xs",
    fontWeight: "medium",
    whiteSpace: "nowrap",
  },
  variants: {
    tone: {
      neutral: { bg: "subtle", color: "fg.muted" },
      accent: { bg: "accent.soft", color: "fg.owed" },
      info: { bg: "wash.info", color: "fg.info" },
      warn: { bg: "wash.warn", color: "fg.warn" },
      danger: { bg: "wash.danger", color: "fg.danger" },
    },
  },
  defaultVariants: { tone: "neutral" },
});

/** A word to the reader in the flow of the page. */
export const noticeRecipe = defineRecipe({
  className: "notice",
  base: {
    display: "flex",
    gap: "3",
    alignItems: "flex-start",
    padding: "4",
    borderRadius: "card",
    "& > svg": { flexShrink: 0, marginTop: "0.5" },
  },
  variants: {
    tone: {
      info: { bg: "wash.info", "& > svg": { color: "fg.info" } },
      warn: { bg: "wash.warn", "& > svg": { color: "fg.warn" } },
      danger: { bg: "wash.danger", "& > svg": { color: "fg.danger" } },
      good: { bg: "accent.soft", "& > svg": { color: "fg.owed" } },
    },
  },
  defaultVariants: { tone: "info" },
});

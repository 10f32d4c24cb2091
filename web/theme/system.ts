import { createSystem, defaultBaseConfig, defineConfig } from "@chakra-ui/react";
import { buttonRecipe, chipRecipe, inputRecipe, noticeRecipe, surfaceRecipe } from "./recipes.js";
import { qrCodeRecipe } from "./slot-recipes.js";
import { semanticTokens, tokens } from "./tokens.js";

const config = defineConfig({
  cssVarsPrefix: "ledger",
  cssVarsRoot: ":where(html)",
  preflight: true,
  conditions: { dark: ".dark &", light: ".light &" },
  globalCss: {
    html: {
      bg: "canvas",
      color: "fg",
      fontFamily: "body",
      lineHeight: "body",
      scrollPaddingTop: "24",
      scrollPaddingBottom: "24",
    },
    body: {
      fontSize: { base: "lg", md: "md" },
      fontFeatureSettings: '"tnum", "cv11", "ss03"',
      minHeight: "100dvh",
    },
    // On each element, as the library's own rule is, which breaks a word only after the page has become wider for it.
    "*": { overflowWrap: "anywhere" },
    // The columns of a table would shrink to single letters before it scrolls.
    "th, td, th *, td *": { overflowWrap: "break-word" },
    "h1, h2, h3": { fontWeight: "semibold", letterSpacing: "heading", lineHeight: "tight" },
    "::selection": { bg: "accent.soft", color: "fg" },
    ":focus-visible": { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
    "input[type=checkbox], input[type=radio]": { accentColor: "accent", width: "5", height: "5", flexShrink: 0 },
    "*, *::before, *::after": {
      _motionReduce: {
        animationDuration: "0.01ms !important",
        animationIterationCount: "1 !important",
        transitionDuration: "0s !important",
        scrollBehavior: "auto !important",
      },
    },
    // What lies behind a sheet stays where it is.
    "html:has(dialog:modal)": { overflow: { base: "hidden", md: "auto" } },
    // As high as a thumb needs.
    "main summary, dialog summary": { paddingBlock: { base: "3", md: "1" }, cursor: "pointer" },
    // Where the system paints all colours over, what is chosen, on or open keeps a line of the system's own.
    "[aria-pressed=true], [aria-selected=true], [aria-current], [aria-checked=true], label:has(> input:checked)": {
      "@media (forced-colors: active)": { outline: "2px solid Highlight", outlineOffset: "-2px" },
    },
    "nav, [data-print=no]": { _print: { display: "none !important" } },
  },
  theme: {
    breakpoints: { sm: "480px", md: "768px", lg: "1100px" },
    keyframes: {
      pulse: { "0%, 100%": { opacity: 1 }, "50%": { opacity: 0.5 } },
      pop: { "0%": { scale: "0.6", opacity: 0 }, "60%": { scale: "1.12" }, "100%": { scale: "1" } },
      // From the middle outwards, by the turn that each has; at the end there is none left to be seen.
      spark: {
        from: { transform: "rotate(var(--turn)) translateX(2rem)", opacity: 1 },
        to: { transform: "rotate(var(--turn)) translateX(4.5rem) scale(0.4)", opacity: 0 },
      },
      rise: { from: { opacity: 0, translate: "0 2rem" } },
    },
    tokens,
    semanticTokens,
    recipes: {
      button: buttonRecipe,
      input: inputRecipe,
      surface: surfaceRecipe,
      chip: chipRecipe,
      notice: noticeRecipe,
    },
    slotRecipes: { qrCode: qrCodeRecipe },
  },
});

/** The house's own look: nothing of the component library's default theme is in it. */
export const system = createSystem(defaultBaseConfig, config);

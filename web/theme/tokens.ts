import { defineSemanticTokens, defineTokens } from "@chakra-ui/react";

/** A grid of 4 px. The keys are multiples of it. */
const steps = [
  0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20, 24, 32, 40, 56, 64, 72, 80, 96,
];
const grid = Object.fromEntries(steps.map((step) => [step, { value: `${step * 0.25}rem` }]));

export const tokens = defineTokens({
  spacing: grid,
  sizes: {
    ...grid,
    full: { value: "100%" },
    rail: { value: "232px" },
    page: { value: "1120px" },
    text: { value: "680px" },
    form: { value: "560px" },
    control: { value: "44px" },
    row: { value: "56px" },
  },
  radii: { control: { value: "6px" }, card: { value: "12px" }, chip: { value: "999px" } },
  fonts: {
    body: { value: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif' },
    heading: { value: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif' },
    mono: { value: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace' },
  },
  fontSizes: {
    xs: { value: "0.75rem" },
    sm: { value: "0.8125rem" },
    md: { value: "0.875rem" },
    lg: { value: "1rem" },
    xl: { value: "1.25rem" },
    "2xl": { value: "1.75rem" },
    "3xl": { value: "2.5rem" },
  },
  fontWeights: { normal: { value: "400" }, medium: { value: "500" }, semibold: { value: "600" } },
  lineHeights: { tight: { value: "1.2" }, body: { value: "1.5" } },
  letterSpacings: { heading: { value: "-0.01em" } },
  durations: { state: { value: "120ms" }, sheet: { value: "200ms" } },
  easings: { out: { value: "cubic-bezier(0.2, 0, 0, 1)" } },
  zIndex: { bar: { value: 10 }, menu: { value: 20 }, toast: { value: 30 }, skip: { value: 40 } },
});

const tone = (light: string, dark: string) => ({ value: { base: light, _dark: dark } });

/** Every colour by what it means. Text colours keep 4.5:1 on canvas, surface and subtle in both modes. */
export const semanticTokens = defineSemanticTokens({
  colors: {
    canvas: tone("#FAF9F6", "#141311"),
    surface: tone("#FFFFFF", "#1C1B18"),
    subtle: tone("#F2F0EA", "#26241F"),
    line: tone("#E4E0D6", "#34312A"),
    controlBorder: tone("#8B8577", "#7D776A"),
    fg: {
      DEFAULT: tone("#1B1A17", "#F3F0E8"),
      muted: tone("#5E594F", "#B3AC9E"),
      owing: tone("#A8401C", "#FF9B70"),
      owed: tone("#0B6B57", "#55CFA9"),
      info: tone("#2456B3", "#93B7FF"),
      warn: tone("#855400", "#F0B95A"),
      danger: tone("#B3261E", "#FF8A80"),
    },
    accent: {
      DEFAULT: tone("#0B6B57", "#55CFA9"),
      ink: tone("#FFFFFF", "#06251C"),
      hover: tone("#095A49", "#6FDBB8"),
      soft: tone("#E6F1EC", "#17352C"),
    },
    focus: tone("#2456B3", "#93B7FF"),
    wash: {
      owing: tone("#FBEDE6", "#33211A"),
      info: tone("#E9EFFA", "#1E2738"),
      warn: tone("#FAF0DD", "#332814"),
      danger: tone("#FBEAE8", "#381E1C"),
    },
    /** What a group's pages wear, by the API's names. */
    group: {
      RED: { bg: tone("#F9E4E2", "#46221F"), fg: tone("#98281F", "#FFB0A8") },
      ORANGE: { bg: tone("#F8E7DC", "#42291B"), fg: tone("#8A3A12", "#FFBE9C") },
      AMBER: { bg: tone("#FAE9D2", "#42300F"), fg: tone("#7A4D06", "#F7CD85") },
      GREEN: { bg: tone("#E3EFE9", "#1D3A31"), fg: tone("#0B5A49", "#8FE0C5") },
      TEAL: { bg: tone("#DBEFEF", "#143638"), fg: tone("#0F5A5C", "#8DDAD9") },
      CYAN: { bg: tone("#DFEFF2", "#17363C"), fg: tone("#14606D", "#93DCE8") },
      BLUE: { bg: tone("#E2E9F7", "#222F4A"), fg: tone("#24488F", "#AFC8FF") },
      VIOLET: { bg: tone("#EAE4F6", "#302750"), fg: tone("#573C99", "#CDBBFF") },
      PINK: { bg: tone("#F6E3EC", "#43233A"), fg: tone("#8C2A58", "#F7B0D2") },
      GREY: { bg: tone("#ECE9E4", "#33302B"), fg: tone("#54504A", "#CFC8BC") },
    },
    person: {
      0: { bg: tone("#E3EFE9", "#1D3A31"), fg: tone("#0B5A49", "#8FE0C5") },
      1: { bg: tone("#F8E7DC", "#42291B"), fg: tone("#8A3A12", "#FFBE9C") },
      2: { bg: tone("#E2E9F7", "#222F4A"), fg: tone("#24488F", "#AFC8FF") },
      3: { bg: tone("#F6E3EC", "#43233A"), fg: tone("#8C2A58", "#F7B0D2") },
      4: { bg: tone("#EAE4F6", "#302750"), fg: tone("#573C99", "#CDBBFF") },
      5: { bg: tone("#DFEFF2", "#17363C"), fg: tone("#14606D", "#93DCE8") },
      6: { bg: tone("#EFEDD6", "#353415"), fg: tone("#5C5A12", "#DEDB86") },
      7: { bg: tone("#ECE9E4", "#33302B"), fg: tone("#54504A", "#CFC8BC") },
      8: { bg: tone("#FAE9D2", "#42300F"), fg: tone("#7A4D06", "#F7CD85") },
      9: { bg: tone("#F9E4E2", "#46221F"), fg: tone("#98281F", "#FFB0A8") },
    },
  },
  shadows: {
    float: tone("0 8px 28px rgba(27, 26, 23, 0.16)", "0 8px 28px rgba(0, 0, 0, 0.6)"),
  },
});

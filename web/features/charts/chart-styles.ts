import type { GroupColour } from "../../gql/graphql.js";
import { toneOf } from "../../theme/category-tones.js";

/** A token of the theme, for what is drawn by a library that knows no themes. Its name is written as the theme writes it. */
export function tokenColour(name: string): string {
  return `var(--ledger-colors-${name.replaceAll(".", "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)})`;
}

type Drawn = "green" | "orange" | "blue" | "pink" | "violet" | "cyan" | "amber" | "grey";

/** What is drawn, light and dark, each at least 3.5:1 on a surface. */
const DRAWN: Readonly<Record<Drawn, readonly [light: string, dark: string]>> = {
  green: ["#0B6B57", "#3FBF98"],
  orange: ["#C77412", "#F0A04B"],
  blue: ["#3A66CC", "#7FA3FF"],
  pink: ["#B83A72", "#F07FB0"],
  violet: ["#7450C4", "#AE93F5"],
  cyan: ["#1F8A9C", "#4FC3D6"],
  amber: ["#7A7820", "#C9C65A"],
  grey: ["#6B7280", "#A3A9B4"],
};
const inMode = (mode: 0 | 1): Record<`--${string}`, string> =>
  Object.fromEntries(Object.entries(DRAWN).map(([name, modes]) => [`--chart-${name}`, modes[mode]]));

/** Gives these colours to a drawing and what is in it: no other page has to load them. */
export const CHART_COLOURS = { ...inMode(0), _dark: inMode(1) };

export function chartColour(name: Drawn): string {
  return `var(--chart-${name})`;
}

/** What has no colour of its own in charts has one that is near. */
const BY_TONE: Readonly<Record<GroupColour, Drawn>> = {
  RED: "pink",
  ORANGE: "orange",
  AMBER: "amber",
  GREEN: "green",
  TEAL: "cyan",
  CYAN: "cyan",
  BLUE: "blue",
  VIOLET: "violet",
  PINK: "pink",
  GREY: "grey",
};

/** What a category is drawn in, the same in every chart. */
export function categoryColour(id: string): string {
  return chartColour(BY_TONE[toneOf(id)]);
}

/** A thin grid, and no lines for the axes. */
export const AXIS = {
  axis: { stroke: "none" },
  ticks: { stroke: "none", size: 0 },
  grid: { stroke: tokenColour("line"), strokeDasharray: "none", strokeWidth: 1, pointerEvents: "none" },
  tickLabels: { fontFamily: "inherit", fontSize: 12, fill: tokenColour("fg.muted"), padding: 6 },
} as const;

/** How many letters of a text of 12 px fit into so many pixels. */
export function shortened(text: string, pixels: number): string {
  const letters = Math.max(3, Math.floor(pixels / 6.6));
  return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
}

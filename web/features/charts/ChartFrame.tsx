import { chakra } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { CHART_COLOURS } from "./chart-styles.js";
import { MarksContext } from "./marks.js";
import type { useMarks } from "./useMarks.js";

const Drawing = chakra("svg", {
  base: {
    ...CHART_COLOURS,
    display: "block",
    overflow: "visible",
    // It was measured for the screen, and paper is narrower.
    _print: { width: "100%!", "&:not([data-named])": { height: "auto!" } },
    fontFamily: "body",
    fontSize: "12px",
    "& text": { fill: "var(--ledger-colors-fg)", fontVariantNumeric: "tabular-nums" },
    "& text[data-quiet]": { fill: "var(--ledger-colors-fg-muted)" },
    "& [data-mark]": { outline: "none" },
    "& [data-mark]:focus-visible [data-shape]": { stroke: "var(--ledger-colors-focus)", strokeWidth: "3px" },
    "& [data-state=chosen] [data-shape]": { stroke: "var(--ledger-colors-fg)", strokeWidth: "2px" },
    // Where the system paints all colours over, a drawing keeps its own unless it says otherwise.
    "@media (forced-colors: active)": {
      "& text": { fill: "CanvasText!" },
      "& [data-shape]": { fill: "CanvasText!", stroke: "Canvas", strokeWidth: "2px" },
      "& [data-state=chosen] [data-shape]": { fill: "Highlight!" },
      "& [data-mark]:focus-visible [data-shape]": { stroke: "Highlight" },
      "& [data-line] path": { stroke: "CanvasText!" },
    },
  },
});
const Said = chakra("p", { base: { minHeight: "5", fontSize: "sm", color: "fg.muted", marginTop: "2" } });

/** The drawing of a chart, and below it what is looked at in words. Its labels are drawn, and its marks say them. */
export function ChartFrame(props: {
  label: string;
  width: number;
  height: number;
  marks: ReturnType<typeof useMarks>;
  /** What stands below as long as nothing is looked at. */
  hint?: string;
  /** Names that stand over the drawing: text that breaks and spreads as the rest of the page does. */
  names?: ReactNode;
  children: ReactNode;
}) {
  const { known, looked, frame } = props.marks;
  return (
    <>
      <chakra.div position="relative">
        <Drawing
          {...frame}
          role="group"
          aria-label={props.label}
          // The theme takes plain numbers for steps of its grid.
          style={{ width: props.width, height: props.height }}
          viewBox={`0 0 ${props.width} ${props.height}`}
          // Under names, which keep their lines, it is made narrower alone.
          {...(props.names !== undefined && { "data-named": "", preserveAspectRatio: "none" })}
        >
          <MarksContext value={known}>{props.children}</MarksContext>
        </Drawing>
        {props.names}
      </chakra.div>
      <Said aria-hidden data-print="no">
        {looked?.said ?? props.hint}
      </Said>
    </>
  );
}

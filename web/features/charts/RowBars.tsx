import { chakra } from "@chakra-ui/react";
import { Bar, type BarProps, VictoryBar } from "victory";
import { ChartFrame } from "./ChartFrame.js";
import { MarkShape } from "./MarkShape.js";
import type { Mark } from "./marks.js";
import { useMarks } from "./useMarks.js";

/** Of one bar with its words: as high as a thumb needs. */
const ROW = 48;
const THICK = 10;

interface Datum {
  readonly mark: Mark;
}

/** A bar of the library's shape that is hit anywhere in its row. */
function RowBar(props: BarProps & { whole?: number }) {
  const { mark } = props.datum as Datum;
  const { whole = 0, y = 0 } = props;
  const hit = { x: 0, y: y + THICK / 2 + 4 - ROW, width: whole, height: ROW };
  return <Bar {...props} pathComponent={<MarkShape mark={mark} hit={hit} />} />;
}

const Over = chakra("div", { base: { position: "absolute", inset: "0", pointerEvents: "none", fontSize: "14px" } });
const Line = chakra("div", {
  base: {
    display: "flex",
    justifyContent: "space-between",
    alignItems: "end",
    columnGap: "3",
    // The bar is at its foot. As fixed as the drawing: what grows with larger text would stand over the bar, or over another name.
    paddingBottom: "20px",
    lineHeight: "20px",
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
    "& > :first-child": { overflow: "hidden", textOverflow: "ellipsis", minWidth: "0" },
  },
});

function Names({ marks }: { marks: readonly Mark[] }) {
  return (
    <Over aria-hidden>
      {marks.map(({ key, name, amount }) => (
        <Line key={key} style={{ height: ROW }}>
          <span>{name}</span>
          <span>{amount}</span>
        </Line>
      ))}
    </Over>
  );
}

/** One under the other, each with its name and amount above its bar. */
export default function RowBars(props: {
  label: string;
  width: number;
  marks: readonly Mark[];
  onChoose?: (key: string) => void;
}) {
  const { width, marks } = props;
  const shown = useMarks(marks, props.onChoose);
  const height = marks.length * ROW;
  const highest = Math.max(...marks.map(({ value }) => value));
  const count = marks.length;
  return (
    <ChartFrame label={props.label} width={width} height={height} marks={shown} names={<Names marks={marks} />}>
      <VictoryBar
        horizontal
        standalone={false}
        width={width}
        height={height}
        padding={0}
        // The first is on top, where the library has the last; its bar stands at the foot of its row.
        domain={{ x: [0, count], y: [0, highest > 0 ? highest : 1] }}
        data={marks.map((mark, index) => ({ x: count - index - 1 + (THICK / 2 + 4) / ROW, y: mark.value, mark }))}
        barWidth={THICK}
        cornerRadius={{ top: 4 }}
        style={{ data: { fill: ({ datum }) => (datum as Datum).mark.fill } }}
        dataComponent={<RowBar whole={width} />}
      />
    </ChartFrame>
  );
}

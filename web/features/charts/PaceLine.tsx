import { VictoryAxis, VictoryBar, VictoryLine } from "victory";
import { ChartFrame } from "./ChartFrame.js";
import { ColumnBar } from "./ColumnBar.js";
import { AXIS, tokenColour } from "./chart-styles.js";
import type { Mark } from "./marks.js";
import { useChartFormat } from "./useChartFormat.js";
import { useMarks } from "./useMarks.js";

const HEIGHT = 220;
const PADDING = { top: 28, right: 8, bottom: 28, left: 44 };

/** A line that grows from day to day, with the name at its end. */
export interface PaceSeries {
  readonly name: string;
  readonly amount: string;
  /** What it had come to after each day of its month. */
  readonly values: readonly number[];
}

/** How a month grows beside the one before it. A mark is a day of the month. */
export default function PaceLine(props: {
  label: string;
  hint: string;
  width: number;
  now: PaceSeries;
  before: PaceSeries;
  days: readonly Mark[];
}) {
  const { width, now, before, days } = props;
  const { compactNumber } = useChartFormat();
  const shown = useMarks(days);
  const places = { width, height: HEIGHT, padding: PADDING };
  const highest = Math.max(...now.values, ...before.values) || 1;
  const domain: { x: [number, number]; y: [number, number] } = { x: [0.5, days.length + 0.5], y: [0, highest] };
  const column = (width - PADDING.left - PADDING.right) / days.length;
  const high = HEIGHT - PADDING.top - PADDING.bottom;
  const line = (values: readonly number[]) => values.map((y, index) => ({ x: index + 1, y }));
  const end = ({ values }: PaceSeries) => ({
    x: PADDING.left + column * (values.length - 0.5),
    y: PADDING.top + (1 - (values.at(-1) ?? 0) / highest) * high,
  });
  const [atNow, atBefore] = [end(now), end(before)];
  // Two names at one end stand above and below.
  const isNear = Math.abs(atNow.x - atBefore.x) < 160 && Math.abs(atNow.y - atBefore.y) < 24;
  const names = [
    { ...now, at: atNow, dy: isNear && atNow.y > atBefore.y ? 18 : -8, weight: 600 },
    { ...before, at: atBefore, dy: isNear && atNow.y <= atBefore.y ? 18 : -8, weight: 400 },
  ];
  return (
    <ChartFrame label={props.label} hint={props.hint} width={width} height={HEIGHT} marks={shown}>
      <g aria-hidden data-line>
        <VictoryAxis
          {...places}
          dependentAxis
          standalone={false}
          domain={domain}
          style={AXIS}
          tickCount={3}
          tickFormat={compactNumber}
        />
        <VictoryAxis
          {...places}
          standalone={false}
          domain={domain}
          style={{ ...AXIS, grid: { stroke: "none" } }}
          tickValues={[1, 10, 20, days.length]}
          tickFormat={(day: number) => String(day)}
        />
        <VictoryLine
          {...places}
          standalone={false}
          domain={domain}
          data={line(before.values)}
          style={{ data: { stroke: tokenColour("fg.muted"), strokeWidth: 2, strokeDasharray: "4 4" } }}
        />
        <VictoryLine
          {...places}
          standalone={false}
          domain={domain}
          data={line(now.values)}
          style={{ data: { stroke: tokenColour("accent"), strokeWidth: 3 } }}
        />
      </g>
      <VictoryBar
        {...places}
        standalone={false}
        domain={domain}
        data={days.map((mark, index) => ({ x: index + 1, y: mark.value, mark }))}
        barWidth={2}
        style={{ data: { fill: "transparent" } }}
        dataComponent={<ColumnBar top={PADDING.top} depth={HEIGHT - PADDING.top - PADDING.bottom} column={column} />}
      />
      <g aria-hidden pointerEvents="none">
        {names.map(({ name, amount, at, dy, weight }) => (
          <text
            key={name}
            x={at.x > width / 2 ? at.x + column / 2 : at.x}
            y={at.y + dy}
            style={{ fontWeight: weight }}
            textAnchor={at.x > width / 2 ? "end" : "start"}
          >
            {`${name} ${amount}`}
          </text>
        ))}
      </g>
    </ChartFrame>
  );
}

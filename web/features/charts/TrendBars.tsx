import { VictoryAxis, VictoryBar } from "victory";
import { ChartFrame } from "./ChartFrame.js";
import { ColumnBar } from "./ColumnBar.js";
import { AXIS, shortened, tokenColour } from "./chart-styles.js";
import type { Mark } from "./marks.js";
import { useChartFormat } from "./useChartFormat.js";
import { useMarks } from "./useMarks.js";

const HEIGHT = 240;
const PADDING = { top: 24, right: 8, bottom: 28, left: 44 };
/** So much room has a name under its bar, or an amount above it. */
const NAME_WIDTH = 52;
const AMOUNT_WIDTH = 74;

interface Datum {
  readonly mark: Mark;
}

/** One period after the other, each as a bar. */
export default function TrendBars(props: {
  label: string;
  hint: string;
  width: number;
  marks: readonly Mark[];
  onChoose: (key: string) => void;
}) {
  const { width, marks } = props;
  const { compactNumber } = useChartFormat();
  const shown = useMarks(marks, props.onChoose);
  const column = (width - PADDING.left - PADDING.right) / Math.max(1, marks.length);
  // The last name stays within, and so comes nearer to the one before it.
  const inwards = Math.max(0, (NAME_WIDTH - column) / 2 - PADDING.right);
  const every = Math.max(1, Math.ceil((NAME_WIDTH + inwards) / column));
  const highest = Math.max(...marks.map(({ value }) => value));
  const places = { width, height: HEIGHT, padding: PADDING };
  const domain: { x: [number, number]; y: [number, number] } = {
    x: [0.5, marks.length + 0.5],
    y: [0, highest > 0 ? highest : 1],
  };
  const left = (index: number) => PADDING.left + column * (index + 0.5);
  const nameAt = (index: number) => Math.min(left(index), width - NAME_WIDTH / 2);
  return (
    <ChartFrame label={props.label} hint={props.hint} width={width} height={HEIGHT} marks={shown}>
      <g aria-hidden>
        <VictoryAxis
          {...places}
          dependentAxis
          standalone={false}
          domain={domain}
          style={AXIS}
          tickCount={4}
          tickFormat={compactNumber}
        />
      </g>
      <VictoryBar
        {...places}
        standalone={false}
        domain={domain}
        data={marks.map((mark, index) => ({ x: index + 1, y: mark.value, mark }))}
        barWidth={Math.min(48, column * 0.66)}
        cornerRadius={{ top: 4 }}
        style={{ data: { fill: ({ datum }) => (datum as Datum).mark.fill } }}
        dataComponent={<ColumnBar top={PADDING.top} depth={HEIGHT - PADDING.top - PADDING.bottom} column={column} />}
      />
      <g aria-hidden pointerEvents="none" textAnchor="middle">
        {marks.map((mark, index) => (
          <g key={mark.key}>
            {(marks.length - 1 - index) % every === 0 && (
              <text x={nameAt(index)} y={HEIGHT - 8} fill={tokenColour("fg.muted")} data-quiet>
                {shortened(mark.name, column * every)}
              </text>
            )}
            {(column >= AMOUNT_WIDTH || mark.state === "chosen") && mark.value > 0 && (
              <text
                x={left(index)}
                y={PADDING.top - 6 + (1 - mark.value / domain.y[1]) * (HEIGHT - PADDING.top - PADDING.bottom)}
              >
                {mark.amount}
              </text>
            )}
          </g>
        ))}
      </g>
    </ChartFrame>
  );
}

import { Slice, type SliceProps, VictoryPie } from "victory";
import { ChartFrame } from "./ChartFrame.js";
import { shortened, tokenColour } from "./chart-styles.js";
import { MarkShape } from "./MarkShape.js";
import { labelPlaces, type Mark } from "./marks.js";
import { useMarks } from "./useMarks.js";

const HEIGHT = 260;
const RADIUS = 96;
const HOLE = 64;
/** From the rim to the label, and of the lines of a label. */
const REACH = 18;
const LINES = 32;

function RingSlice(props: SliceProps) {
  const { mark } = props.datum as { mark: Mark };
  return <Slice {...props} pathComponent={<MarkShape mark={mark} />} />;
}

/** Parts of a whole around what they come to, each with its name beside it. */
export default function Ring(props: {
  label: string;
  width: number;
  marks: readonly Mark[];
  /** What all of them come to, and a word on what that is. */
  total: string;
  totalName: string;
  onChoose: (key: string) => void;
}) {
  const { width, marks, total } = props;
  const shown = useMarks(marks, props.onChoose);
  const middle = { x: width / 2, y: HEIGHT / 2 };
  const places = labelPlaces(
    marks.map(({ value }) => value),
    RADIUS,
    LINES,
    HEIGHT / 2 - LINES / 2,
  );
  return (
    <ChartFrame label={props.label} width={width} height={HEIGHT} marks={shown}>
      <VictoryPie
        standalone={false}
        width={width}
        height={HEIGHT}
        origin={middle}
        radius={RADIUS}
        innerRadius={HOLE}
        padAngle={1.5}
        cornerRadius={3}
        data={marks.map((mark) => ({ x: mark.key, y: mark.value, mark }))}
        labels={() => ""}
        labelComponent={<g />}
        style={{ data: { fill: ({ datum }) => (datum as { mark: Mark }).mark.fill } }}
        dataComponent={<RingSlice />}
      />
      <g aria-hidden pointerEvents="none">
        <text {...middle} dy="-0.4em" textAnchor="middle" data-quiet>
          {props.totalName}
        </text>
        <text
          {...middle}
          dy="0.9em"
          textAnchor="middle"
          style={{ fontWeight: 600, fontSize: Math.min(18, 190 / total.length) }}
        >
          {total}
        </text>
        {marks.map(({ key, name, amount }, index) => {
          const { side, rim, y } = places[index]!;
          const way = side === "right" ? 1 : -1;
          const [x, at] = [middle.x + way * (RADIUS + REACH), middle.y + y];
          return (
            <g key={key} textAnchor={side === "right" ? "start" : "end"}>
              <polyline
                points={`${middle.x + rim.x * 1.02},${middle.y + rim.y * 1.02} ${x - way * 6},${at} ${x - way * 2},${at}`}
                fill="none"
                stroke={tokenColour("controlBorder")}
              />
              <text x={x} y={at - 2} style={{ fontWeight: 500 }}>
                {shortened(name, width / 2 - RADIUS - REACH)}
              </text>
              <text x={x} y={at + 13} data-quiet>
                {amount}
              </text>
            </g>
          );
        })}
      </g>
    </ChartFrame>
  );
}

import { chakra } from "@chakra-ui/react";
import { ChartColumn, Table2 } from "lucide-react";
import { type ReactNode, Suspense, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Boundary } from "../../components/Boundary.js";
import { Button } from "../../components/Button.js";
import { Heading, Muted, Row, Surface } from "../../components/Layout.js";
import { useMeasuredWidth } from "./useMeasuredWidth.js";

const Frame = chakra("div", { base: { minWidth: "0", overflow: "hidden", paddingBlock: "1" } });
const Scroll = chakra("div", { base: { overflowX: "auto", position: "relative" } });
const Table = chakra("table", {
  base: {
    width: "full",
    borderCollapse: "collapse",
    fontSize: "md",
    "& th, & td": { textAlign: "end", paddingBlock: "2", paddingInline: "2", verticalAlign: "top" },
    "& th:first-of-type": { textAlign: "start", paddingInlineStart: "0" },
    "& thead th": { color: "fg.muted", fontWeight: "medium", fontSize: "sm" },
    "& tbody th": { fontWeight: "normal" },
    "& tbody tr, & tfoot tr": { borderTop: "1px solid", borderColor: "line" },
    "& tfoot": { fontWeight: "semibold" },
  },
});

export interface TableLine {
  readonly key: string;
  /** The first says which line it is. */
  readonly cells: readonly ReactNode[];
}

/** A chart with its title, what it shows, and the same as a table for those who ask for one. */
export function ChartFigure(props: {
  title: string;
  text?: ReactNode;
  /** Of the drawing at a width: nothing moves when it comes. */
  height: (width: number) => number;
  head: readonly string[];
  lines: readonly TableLine[];
  foot?: readonly ReactNode[];
  /** Said where there is nothing to draw. */
  empty: string;
  isEmpty?: boolean;
  children: (width: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [isTable, setTable] = useState(false);
  const { ref, width } = useMeasuredWidth<HTMLDivElement>();
  const isEmpty = props.isEmpty ?? props.lines.length === 0;
  const Icon = isTable ? ChartColumn : Table2;
  return (
    <Surface as="figure" aria-labelledby={id} aria-describedby={props.text ? `${id}-text` : undefined} margin="0">
      <Row justifyContent="space-between" flexWrap="wrap" rowGap="0">
        <Heading id={id}>{props.title}</Heading>
        {!isEmpty && (
          <Button
            size="sm"
            look="plain"
            color="fg.muted"
            data-print="no"
            aria-label={t(isTable ? "chart.asChartOf" : "chart.asTableOf", { chart: props.title })}
            onClick={() => setTable(!isTable)}
          >
            <Icon size={16} aria-hidden /> {t(isTable ? "chart.asChart" : "chart.asTable")}
          </Button>
        )}
      </Row>
      {props.text && (
        <Muted id={`${id}-text`} fontSize="sm">
          {props.text}
        </Muted>
      )}
      <Frame ref={ref}>
        {isEmpty && <Muted paddingBlock="4">{props.empty}</Muted>}
        {!isEmpty && isTable && <FigureTable {...props} label={props.title} />}
        {!isEmpty && !isTable && (
          // Of the drawing, and of what is said below it.
          <chakra.div minHeight={`${props.height(width) + 28}px`}>
            <Boundary place={props.title}>
              <Suspense fallback={null}>{width > 0 && props.children(width)}</Suspense>
            </Boundary>
          </chakra.div>
        )}
      </Frame>
    </Surface>
  );
}

function FigureTable(props: {
  label: string;
  head: readonly string[];
  lines: readonly TableLine[];
  foot?: readonly ReactNode[];
}) {
  return (
    <Scroll tabIndex={0} role="region" aria-label={props.label}>
      <Table>
        <thead>
          <tr>
            {props.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.lines.map(({ key, cells }) => (
            <tr key={key}>
              <th scope="row">{cells[0]}</th>
              {cells.slice(1).map((cell, index) => (
                // The columns of a table stay where they are.
                // oxlint-disable-next-line react/no-array-index-key
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
        {props.foot && (
          <tfoot>
            <tr>
              <th scope="row">{props.foot[0]}</th>
              {props.foot.slice(1).map((cell, index) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={index}>{cell}</td>
              ))}
            </tr>
          </tfoot>
        )}
      </Table>
    </Scroll>
  );
}

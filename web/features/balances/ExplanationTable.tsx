import { chakra } from "@chakra-ui/react";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Chip, Stack, Unseen } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { graphql } from "../../gql/index.js";
import { type MoneyText, useFormat } from "../../lib/format.js";
import { Day, type ExplainedRow, Part, RowWords } from "./RowWords.js";

/** One row, without what it is made of; whoever shows a tree spreads it at each level. */
export const ExplanationTable_row = graphql(`
  fragment ExplanationTable_row on ExplanationRow {
    kind
    label
    on
    correction
    entries
    amount {
      amount
      currency
    }
    running {
      amount
      currency
    }
    members {
      id
      name
    }
    source {
      __typename
      id
      ... on Expense {
        title
      }
    }
    substitution {
      amount {
        amount
        currency
      }
      instead {
        ...ExplanationTable_hop @unmask
      }
      now {
        ...ExplanationTable_hop @unmask
      }
      open {
        ...ExplanationTable_hop @unmask
      }
    }
  }
`);

export const ExplanationTable_hop = graphql(`
  fragment ExplanationTable_hop on SubstitutionHop {
    from {
      id
      name
    }
    to {
      id
      name
    }
  }
`);

const Table = chakra("table", {
  base: {
    width: "full",
    tableLayout: "fixed",
    borderCollapse: "collapse",
    "& th, & td": { paddingBlock: "2", verticalAlign: "top", textAlign: "start", fontWeight: "normal" },
    "& th + th, & td, & th + td": { paddingInlineStart: "3" },
    "& .figure": { textAlign: "end", whiteSpace: "nowrap" },
    "& thead th": { color: "fg.muted", fontSize: "sm", paddingTop: "0", verticalAlign: "bottom" },
    "& tbody tr": { borderTop: "1px solid", borderColor: "line", breakInside: "avoid" },
    "& tbody tr.part": { borderTop: "0" },
    "& tbody tr.part > *": { paddingBlock: "1" },
    // A phone has no room for a third column: there the running sum stands below its amount.
    "& .running": { display: { base: "none", md: "table-cell" } },
    "& .running-below": { display: { base: "block", md: "none" }, color: "fg.muted", fontSize: "sm" },
    "& tfoot tr": { borderTop: "2px solid", borderColor: "fg", fontWeight: "semibold" },
    "& tfoot th": { fontWeight: "semibold" },
  },
});
const Toggle = chakra("button", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    // On a phone as large as a thumb, in the place of a small one.
    width: { base: "11", md: "7" },
    height: { base: "11", md: "7" },
    flexShrink: 0,
    borderRadius: "control",
    marginBlock: { base: "-3", md: "-1" },
    marginInlineStart: { base: "-4", md: "0" },
    color: "fg.muted",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    "& svg": { flexShrink: 0, transitionDuration: "state" },
    "&[aria-expanded=true] svg": { transform: "rotate(90deg)" },
    _print: { display: "none" },
  },
});
const What = chakra("span", { base: { display: "flex", gap: "1", alignItems: "start", minWidth: "0" } });
const Room = chakra("span", { base: { width: "7", flexShrink: 0, _print: { display: "none" } } });

/** A column's head needs room too. */
const LEAST_DIGITS = 13;

/**
 * Rows with their running sums, and the sum at the end; each opens to what it is made of. `first` stands before all
 * rows, where a statement does not begin at nothing.
 */
export function ExplanationTable(props: {
  caption: string;
  rows: readonly ExplainedRow[];
  sum: MoneyText;
  sumLabel: string;
  /** Whether the sum is a balance, which has the colour of what it says. */
  tone?: "balance";
  groupId: string;
  first?: { readonly label: string; readonly amount: MoneyText };
  /** Running sums begin at nothing; where something stands before the rows they would mislead. */
  running?: boolean;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { rows, first, running = true } = props;
  const { currency } = props.sum;
  const width = `${widest([props.sum, ...rows.flatMap((row) => [row.amount, row.running])])}ch`;
  const paths = pathsBelow(rows);
  const all = paths.length > 0 && paths.every((path) => open.has(path));
  const toggle = (path: string) => setOpen((paths) => withOrWithout(paths, path));
  return (
    <Stack>
      {paths.length > 1 && (
        <div data-print="no">
          <Button size="sm" onClick={() => setOpen(new Set(all ? [] : paths))} aria-pressed={all}>
            {t(all ? "why.closeAll" : "why.openAll")}
          </Button>
        </div>
      )}
      <Table>
        <caption>
          <Unseen>{props.caption}</Unseen>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("why.what")}</th>
            <th scope="col" className="figure" style={{ width }}>
              {t("why.amount", { currency })}
            </th>
            {running && (
              <th scope="col" className="figure running" style={{ width }}>
                {t("why.running")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {first && (
            <tr>
              <th scope="row">
                <What>
                  <Room />
                  {first.label}
                </What>
              </th>
              <td className="figure">
                <Money value={first.amount} signed bare />
              </td>
              {running && <NoCell />}
            </tr>
          )}
          {rows.map((row, index) => (
            <Entry
              key={pathOf("", row, index)}
              row={row}
              path={pathOf("", row, index)}
              depth={0}
              open={open}
              toggle={toggle}
              groupId={props.groupId}
              running={running}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <What>
                <Room />
                {props.sumLabel}
              </What>
            </th>
            <td className="figure">
              <Money value={props.sum} signed tone={props.tone ?? "plain"} bare />
            </td>
            {running && <NoCell />}
          </tr>
        </tfoot>
      </Table>
    </Stack>
  );
}

/** Room for the longest amount with its sign, separators and the space before it, in digits. */
function widest(amounts: readonly MoneyText[]): number {
  const longest = amounts.reduce((most, { amount }) => Math.max(most, amount.length), 0);
  return Math.max(LEAST_DIGITS, longest + Math.ceil(longest / 3) + 2);
}

/** A cell that has nothing to say: parts have no running sum of their own. */
function NoCell() {
  return <td className="running" aria-hidden />;
}

function withOrWithout(paths: ReadonlySet<string>, path: string): Set<string> {
  const next = new Set(paths);
  if (!next.delete(path)) next.add(path);
  return next;
}

function pathOf(above: string, row: ExplainedRow, index: number): string {
  return `${above}/${index}.${row.source?.id ?? row.kind}`;
}

/** Every row that can be opened, at every level. */
function pathsBelow(rows: readonly ExplainedRow[], above = ""): string[] {
  return rows.flatMap((row, index) => {
    const path = pathOf(above, row, index);
    return row.rows && row.rows.length > 0 ? [path, ...pathsBelow(row.rows, path)] : [];
  });
}

interface EntryProps {
  row: ExplainedRow;
  path: string;
  depth: number;
  open: ReadonlySet<string>;
  toggle: (path: string) => void;
  groupId: string;
  running: boolean;
}

function Entry({ row, path, depth, open, toggle, groupId, running }: EntryProps) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const below = row.rows ?? [];
  const isOpen = open.has(path);
  const part = depth > 0;
  return (
    <>
      <tr className={part ? "part" : undefined}>
        <th scope="row">
          <What style={{ paddingInlineStart: `${depth}rem` }}>
            {below.length > 0 ? (
              <Toggle
                type="button"
                aria-expanded={isOpen}
                aria-label={t("why.parts", { what: row.label })}
                onClick={() => toggle(path)}
              >
                <ChevronRight size={16} aria-hidden />
              </Toggle>
            ) : (
              <Room />
            )}
            <chakra.span minWidth="0">
              {row.on && row.kind !== "YEAR" && row.kind !== "EARLIER" && <Day>{day(row.on)}</Day>}
              <RowWords row={row} groupId={groupId} />
              {row.correction && <Chip tone="info">{t("why.correction")}</Chip>}
            </chakra.span>
          </What>
        </th>
        <td className="figure">
          {part ? (
            <Part>
              <Money value={row.amount} signed bare />
            </Part>
          ) : (
            <Money value={row.amount} signed bare />
          )}
          {running && !part && (
            <span className="running-below">
              <Unseen>{t("why.running")}</Unseen>= <Money value={row.running} signed bare />
            </span>
          )}
        </td>
        {running && part && <NoCell />}
        {running && !part && (
          <td className="figure running">
            <chakra.span color="fg.muted">
              <Money value={row.running} signed bare />
            </chakra.span>
          </td>
        )}
      </tr>
      {isOpen &&
        below.map((each, index) => (
          <Entry
            key={pathOf(path, each, index)}
            row={each}
            path={pathOf(path, each, index)}
            depth={depth + 1}
            open={open}
            toggle={toggle}
            groupId={groupId}
            running={running}
          />
        ))}
    </>
  );
}

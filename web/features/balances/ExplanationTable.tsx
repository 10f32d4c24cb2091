import { chakra } from "@chakra-ui/react";
import { ArrowRight, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Chip, Stack, Unseen } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { TextLink } from "../../components/TextLink.js";
import type { ExplanationKind } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { type MoneyText, useFormat } from "../../lib/format.js";

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
    }
    substitution {
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

interface Person {
  readonly id: string;
  readonly name: string;
}

interface Hop {
  readonly from: Person;
  readonly to: Person;
}

export interface ExplainedRow {
  readonly kind: ExplanationKind;
  readonly label: string;
  readonly on?: string | null | undefined;
  readonly correction: boolean;
  readonly entries?: number | null | undefined;
  readonly amount: MoneyText;
  readonly running: MoneyText;
  readonly members: readonly Person[];
  readonly source?: { readonly __typename: string; readonly id: string } | null | undefined;
  readonly substitution?:
    | { readonly instead: readonly Hop[]; readonly now: readonly Hop[]; readonly open?: Hop | null | undefined }
    | null
    | undefined;
  readonly rows?: readonly ExplainedRow[];
}

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
const Day = chakra("span", { base: { display: "block", color: "fg.muted", fontSize: "sm" } });
const Part = chakra("span", { base: { display: "block", color: "fg.muted" } });
const Toggle = chakra("button", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    width: "7",
    height: "7",
    flexShrink: 0,
    borderRadius: "control",
    marginTop: "-1",
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
const Hops = chakra("span", { base: { display: "flex", flexWrap: "wrap", columnGap: "3", rowGap: "1" } });
const OneHop = chakra("span", {
  base: { display: "inline-flex", alignItems: "center", gap: "1.5", minWidth: "0", "& svg": { flexShrink: 0 } },
});

/** A column's head needs room too. */
const LEAST_DIGITS = 13;

/**
 * Rows with their running sums, and the sum at the end; each opens to what it is made of. `first` stands before all
 * rows, where a reckoning does not begin at nothing.
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

/** What a row is, in the reader's language. */
function RowWords({ row, groupId }: { row: ExplainedRow; groupId: string }): ReactNode {
  const { t } = useTranslation();
  const [first, second] = row.members;
  const names = { first: first?.name ?? "", second: second?.name ?? "" };
  switch (row.kind) {
    case "EXPENSE": {
      // The label of a correction is an English sentence about the title.
      const title = row.correction ? row.label.replace(/^Correction of /, "") : row.label;
      return row.source ? <TextLink to={`/expenses/${row.source.id}`}>{title}</TextLink> : title;
    }
    case "SETTLEMENT":
      return <TextLink to={`/groups/${groupId}/settle`}>{t("why.payment", names)}</TextLink>;
    case "YEAR":
      return t("why.year", { count: row.entries ?? 0, year: row.on?.slice(0, 4) });
    case "EARLIER":
      return t("why.earlier", { count: row.entries ?? 0, year: row.on?.slice(0, 4) });
    case "PAID":
      return <Part>{t("why.paid", names)}</Part>;
    case "SHARE":
      return <Part>{t("why.share", names)}</Part>;
    case "ROUNDED":
      return <Part>{t("why.rounded")}</Part>;
    case "ODD_UNITS":
      return <Part>{t("why.oddUnits")}</Part>;
    case "OTHERS":
      return <Part>{t("why.others", names)}</Part>;
    case "DEBT":
      return (
        <OneHop>
          {first && <Avatar id={first.id} name={first.name} size="sm" />}
          <span>{t("why.debt", names)}</span>
          {second && <Avatar id={second.id} name={second.name} size="sm" />}
        </OneHop>
      );
    case "SUBSTITUTION":
      return row.substitution ? <Step step={row.substitution} /> : row.label;
    case "REST":
      return t("why.rest");
  }
}

/** A step of simplification: these payments instead of those. */
function Step({ step }: { step: NonNullable<ExplainedRow["substitution"]> }) {
  const { t } = useTranslation();
  const { instead, now, open } = step;
  return (
    <chakra.span display="grid" gap="1.5">
      {instead.length > 0 && (
        <span>
          <Day>{t(now.length > 0 || open ? "why.instead" : "why.circle")}</Day>
          <HopList hops={instead} />
        </span>
      )}
      {now.length > 0 && (
        <span>
          <Day>{t("why.now")}</Day>
          <HopList hops={now} />
        </span>
      )}
      {open && <span>{t("why.open", { from: open.from.name, to: open.to.name })}</span>}
    </chakra.span>
  );
}

function HopList({ hops }: { hops: readonly Hop[] }) {
  const { t } = useTranslation();
  return (
    <Hops>
      {hops.map(({ from, to }) => (
        <OneHop key={`${from.id} ${to.id}`}>
          <Avatar id={from.id} name={from.name} size="sm" />
          {from.name}
          <ArrowRight size={14} aria-label={t("settle.pays")} />
          <Avatar id={to.id} name={to.name} size="sm" />
          {to.name}
        </OneHop>
      ))}
    </Hops>
  );
}

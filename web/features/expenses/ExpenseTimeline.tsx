import type { FragmentType } from "@apollo/client";
import { chakra } from "@chakra-ui/react";
import { Check } from "lucide-react";
import { type ComponentProps, type Ref, useImperativeHandle, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/format.js";
import { ExpenseRow, type ExpenseRow_expense } from "./ExpenseRow.js";
import { type ListItem, listItems } from "./list-items.js";
import { PaymentRow, type PaymentView } from "./PaymentRow.js";
import { PendingRow } from "./PendingRow.js";
import type { PendingExpense } from "./pending-expenses.js";
import type { Entry } from "./timeline.js";
import { type RowInSight, useVirtualList } from "./useVirtualList.js";

type Listed = FragmentType<typeof ExpenseRow_expense> & { readonly id: string; readonly incurredOn: string };
export type ShownEntry = Entry<Listed, PaymentView, PendingExpense>;
type Item = ListItem<ShownEntry>;

/** What moves through the list from outside. */
export interface ListedRows {
  /** The expenses that can be opened, in their order. */
  readonly ids: readonly string[];
  /** Brings one into sight, and the focus to it. */
  readonly reveal: (id: string) => void;
}

const Whole = chakra("div", { base: { position: "relative", marginTop: "-3" } });
const Section = chakra("section", { base: { position: "absolute", insetInline: "0" } });
const Month = chakra("h2", {
  base: {
    position: "sticky",
    top: "0",
    zIndex: 1,
    bg: "canvas",
    paddingTop: "4",
    paddingBottom: "2",
    fontSize: "sm",
    color: "fg.muted",
    letterSpacing: "0",
  },
});
const Rows = chakra("ul", {
  base: {
    position: "relative",
    listStyle: "none",
    bg: "surface",
    borderRadius: "card",
    overflow: "clip",
    "& > li": {
      position: "absolute",
      insetInline: "0",
      scrollMarginTop: "14",
      scrollMarginBottom: "20",
      borderTop: "1px solid",
      borderColor: "line",
    },
    // As high as the others: it may not stay the first.
    "& > li[aria-posinset='1']": { borderColor: "transparent" },
  },
});
const Even = chakra("div", {
  base: {
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    gap: "2",
    minHeight: "9",
    fontSize: "sm",
    color: "fg.owed",
    bg: "accent.soft",
  },
});

/** About, with letters of the usual size; what is in the page is measured. */
function heightOf(item: Item): number {
  if (item.kind === "month") return 40;
  if (item.kind === "even") return 37;
  return item.row.kind === "payment" ? 41 : 61;
}

interface Props {
  groupId: string;
  entries: readonly ShownEntry[];
  /** The entries above which everybody was even. */
  even: ReadonlySet<string>;
  /** Which ends of the list are loaded. */
  ends: { readonly first: boolean; readonly last: boolean };
  viewerMemberId: string | null;
  /** The currencies in which the reader's balance is open. */
  open: ReadonlySet<string>;
  /** Where each expense opens beside the list. */
  addressOf?: ((id: string) => string) | undefined;
  /** The one that is open beside it. */
  openId: string | undefined;
  rows?: Ref<ListedRows> | undefined;
  /** What is in sight in the beginning. */
  start: RowInSight | null;
  /** The name of the place in the history at which this list is shown. */
  placeName: string;
  /** Hears what is in sight when one leaves that place; null is the list's beginning. */
  onLeave: (placeName: string, row: RowInSight | null) => void;
}

/** Expenses and payments under the names of their months; however many there are, the page has those in the window. */
export function ExpenseTimeline(props: Props) {
  const { month: monthName } = useFormat();
  const { entries, even, ends, placeName } = props;
  const { first, last } = ends;
  const items = useMemo(
    () => listItems(entries, even, { first, last }).map((item) => ({ ...item, height: heightOf(item) })),
    [entries, even, first, last],
  );
  const { list, virtualizer, top, rendered, reveal, setFocused, rowInSight } = useVirtualList({
    items,
    kept: props.openId,
    start: props.start,
    isFirst: first,
  });
  const ids = useMemo(() => entries.flatMap(({ kind, id }) => (kind === "expense" ? id : [])), [entries]);
  useImperativeHandle(props.rows, () => ({ ids, reveal }));
  useLeaving(placeName, () => props.onLeave(placeName, rowInSight()));
  const months = useMemo(() => monthsOf(items), [items]);
  const shown = new Set(rendered.map(({ index }) => items[index]!.month));
  const placeOf = (index: number) => virtualizer.measurementsCache[index]!;
  return (
    <Whole
      ref={list}
      style={{ height: virtualizer.getTotalSize() }}
      onFocus={({ target }) => setFocused(target.closest<HTMLElement>("[data-key]")?.dataset.key)}
    >
      {months
        .filter(({ month }) => shown.has(month))
        .map(({ month, heading, last: foot }) => {
          const { start, end } = placeOf(heading);
          const of = rendered.filter(({ index }) => index > heading && index <= foot);
          return (
            <Section
              key={month}
              aria-label={monthName(`${month}-01`)}
              style={{ top: start - top, height: placeOf(foot).end - start }}
            >
              <Month ref={virtualizer.measureElement} data-index={heading}>
                {monthName(`${month}-01`)}
              </Month>
              <Rows style={{ height: placeOf(foot).end - end }}>
                {of.map(({ index, start: rowStart }) => (
                  <TimelineLine
                    key={items[index]!.key}
                    {...props}
                    item={items[index]!}
                    place={{
                      ref: virtualizer.measureElement,
                      style: { top: rowStart - end },
                      "data-index": index,
                      "data-key": items[index]!.key,
                    }}
                  />
                ))}
              </Rows>
            </Section>
          );
        })}
    </Whole>
  );
}

/** Where each month is among the lines. */
function monthsOf(items: readonly Item[]): { month: string; heading: number; last: number }[] {
  const months: { month: string; heading: number; last: number }[] = [];
  for (const [index, { kind, month }] of items.entries()) {
    if (kind === "month") months.push({ month, heading: index, last: index });
    else months.at(-1)!.last = index;
  }
  return months;
}

type Place = ComponentProps<"li"> & { "data-index": number; "data-key": string };

function TimelineLine({ item, ...props }: Omit<Props, "place"> & { item: Item; place: Place }) {
  const { t } = useTranslation();
  if (item.kind === "month") return null;
  const place = { ...props.place, "aria-posinset": item.position, "aria-setsize": item.size };
  if (item.kind === "even") {
    return (
      <li {...place}>
        <Even>
          <Check size={16} aria-hidden /> {t("expenses.even")}
        </Even>
      </li>
    );
  }
  const { row } = item;
  if (row.kind === "payment") return <PaymentRow groupId={props.groupId} payment={row.payment} place={place} />;
  if (row.kind === "pending") return <PendingRow expense={row.pending} place={place} />;
  return (
    <ExpenseRow
      expense={row.expense}
      viewerMemberId={props.viewerMemberId}
      open={props.open}
      to={props.addressOf?.(row.id)}
      place={place}
    />
  );
}

/** Calls when the place of that name is left: for another page, for another address of this one, or for good. */
function useLeaving(placeName: string, leave: () => void): void {
  const latest = useRef(leave);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is another place
  useLayoutEffect(() => {
    const onHide = () => latest.current();
    window.addEventListener("pagehide", onHide);
    return () => {
      window.removeEventListener("pagehide", onHide);
      // Still that of the place that is left: the next one comes after this.
      latest.current();
    };
  }, [placeName]);
  useLayoutEffect(() => {
    latest.current = leave;
  });
}

import { chakra } from "@chakra-ui/react";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SplitItemKind } from "../../../server/kernel/itemize.js";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Heading, Row, Rows, Stack } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import { LineImage } from "../receipts/LineImage.js";
import { BillLine } from "./BillLine.js";
import { type BillReading, ITEM_KINDS, type ItemDraft, isBlank, nextItem, unclaimedToAll } from "./bill-draft.js";
import { isNothing } from "./draft-amounts.js";
import { LeftToAssign } from "./LeftToAssign.js";
import { ShareOutput } from "./ShareOutput.js";

interface Member {
  readonly id: string;
  readonly name: string;
}

interface Props {
  members: readonly Member[];
  items: readonly ItemDraft[];
  bill: BillReading;
  currency: string;
  onChange: (items: readonly ItemDraft[]) => void;
  /** The lines are right, and the amount above them follows. */
  onTakeSum: (sum: string) => void;
  problemOf: (spot: string, ...path: string[]) => string | undefined;
  /** The receipt that the lines were read from: where each stands is shown. */
  itemsFrom?: string | undefined;
}

const Sum = chakra("p", {
  base: { display: "flex", justifyContent: "space-between", gap: "3", paddingInline: "3", fontWeight: "medium" },
});
const Shares = chakra("ul", {
  base: {
    display: "grid",
    listStyle: "none",
    columnGap: "6",
    gridTemplateColumns: "repeat(auto-fill, minmax(9.5rem, 1fr))",
  },
});
const PersonLine = chakra("li", {
  base: {
    display: "flex",
    alignItems: "center",
    gap: "2",
    minHeight: "10",
    minWidth: "0",
    "& output": { minWidth: "0" },
  },
});

/** A bill line by line: what it was, what it cost, who had it; and what that comes to for everybody. */
export function BillFields(props: Props) {
  const { t } = useTranslation();
  const { members, items, bill, currency } = props;
  /** The line that was added last takes the focus when it appears. */
  const [added, setAdded] = useState<string | null>(null);
  /** The line that one is at. */
  const [at, setAt] = useState<string | null>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const lines = useRef<HTMLUListElement>(null);
  const filled = items.filter((item) => !isBlank(item));

  const add = (kind: SplitItemKind) => {
    const item = nextItem(items, kind, kind === "ITEM" ? "" : t(`bill.kind.${kind}`));
    setAdded(item.key);
    props.onChange([...items, item]);
  };
  const remove = (key: string) => {
    const others = items.filter((item) => item.key !== key);
    props.onChange(others.length > 0 ? others : [nextItem(items)]);
    adder.current?.focus();
  };
  /** Enter goes on to the next line, and behind the last one begins a new one. */
  const goOn = (index: number) => {
    const next = items[index + 1];
    if (!next) return add("ITEM");
    lines.current?.querySelector<HTMLElement>(`[data-line="${next.key}"] input`)?.focus();
  };

  return (
    <Stack
      onFocus={({ target }) => setAt((before) => target.closest("[data-line]")?.getAttribute("data-line") ?? before)}
    >
      {props.itemsFrom && <LineImage receiptId={props.itemsFrom} lineKey={at} />}
      <Rows ref={lines} aria-label={t("bill.lines")}>
        {items.map((item, index) => (
          <BillLine
            key={item.key}
            item={item}
            number={index + 1}
            members={members}
            currency={currency}
            computed={bill.computed[item.key]}
            had={bill.had}
            focused={item.key === added}
            onChange={(changed) => props.onChange(items.map((each) => (each.key === item.key ? changed : each)))}
            onRemove={() => remove(item.key)}
            onEnter={() => goOn(index)}
            problemOf={(spot, ...path) =>
              props.problemOf(spot, "split", "items", String(filled.indexOf(item)), ...path)
            }
          />
        ))}
      </Rows>
      <Row flexWrap="wrap" gap="2">
        {ITEM_KINDS.map((kind) => (
          <Button key={kind} ref={kind === "ITEM" ? adder : undefined} size="sm" onClick={() => add(kind)}>
            <Plus size={16} aria-hidden /> {t(`bill.kind.${kind}`)}
          </Button>
        ))}
      </Row>
      {filled.length > 0 && <Sums {...props} />}
      <section aria-labelledby="bill-shares">
        <Heading id="bill-shares" fontSize="md">
          {t("bill.shares")}
        </Heading>
        <Shares>
          {members.map((member) => (
            <PersonLine key={member.id}>
              <Avatar id={member.id} name={member.name} size="sm" />
              <chakra.span flex="1" truncate>
                {member.name}
              </chakra.span>
              <ShareOutput name={member.name} share={bill.shares?.get(member.id)} currency={currency} bare />
            </PersonLine>
          ))}
        </Shares>
      </section>
    </Stack>
  );
}

/** What the lines come to, and what is left of them; before there are any, there is nothing to say. */
function Sums(props: Props) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { members, items, bill, currency } = props;
  return (
    <Stack gap="2">
      <Sum>
        <span>{t("bill.sum")}</span>
        <Money value={{ amount: bill.sum, currency }} />
      </Sum>
      <LeftToAssign left={bill.left} currency={currency} label={t("bill.left")} />
      {(!bill.left || !bill.left.zero) && !isNothing(bill.sum) && (
        <Button size="sm" alignSelf="flex-start" onClick={() => props.onTakeSum(bill.sum)}>
          {t("bill.takeSum", { amount: money({ amount: bill.sum, currency }) })}
        </Button>
      )}
      {!isNothing(bill.sum) && <LeftToAssign left={bill.unclaimed} currency={currency} label={t("bill.unclaimed")} />}
      {!bill.unclaimed.zero && (
        <Button
          size="sm"
          alignSelf="flex-start"
          onClick={() =>
            props.onChange(
              unclaimedToAll(
                items,
                members.map((member) => member.id),
              ),
            )
          }
        >
          {t("bill.unclaimedToAll")}
        </Button>
      )}
    </Stack>
  );
}

import { chakra } from "@chakra-ui/react";
import { Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SplitItemKind } from "../../../server/kernel/itemize.js";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { Input, Select } from "../../components/Field.js";
import { Heading, Muted, Rows } from "../../components/Layout.js";
import { problemWords } from "../../lib/refusal-words.js";
import { ConfidenceMark, isSureLine } from "./ConfidenceMark.js";
import { type LineDraft, nextLine, type ReceiptDraft, type ReceiptDraftReading } from "./receipt-draft.js";
import type { Line } from "./receipt-parts.js";

const KINDS: readonly SplitItemKind[] = ["ITEM", "TAX", "TIP", "FEE", "DISCOUNT"];

interface Props {
  draft: ReceiptDraft;
  start: ReceiptDraft;
  meaning: ReceiptDraftReading;
  stored: readonly Line[];
  /** The line that is chosen, here or on the image. */
  chosen: string | null;
  onChange: (lines: readonly LineDraft[]) => void;
  onPoint: (key: string) => void;
}

const LineFrame = chakra("li", {
  base: {
    // On a phone the way to remove it stands beside its name, and what does not fit below that wraps: text may be large.
    display: { base: "flex", sm: "grid" },
    flexWrap: "wrap",
    gridTemplateColumns: { sm: "minmax(0, 1fr) 3.5rem 5.5rem 6.75rem auto" },
    gap: "2",
    alignItems: "center",
    paddingBlock: "2",
    paddingInline: "2",
    marginInline: "-2",
    borderRadius: "control",
    "& > *": { order: { base: 2, sm: "unset" }, flex: "2 1 6rem", minWidth: "0" },
    "& > :first-child": { order: { base: 0, sm: "unset" }, flex: "1 1 calc(100% - 3.5rem)" },
    "& > :first-child + *": { flex: "1 1 3.5rem" },
    "& > button": { order: { base: 1, sm: "unset" }, flex: "none" },
    "& > p, & > span:last-child": { order: { base: 3, sm: "unset" }, flex: "1 1 100%", gridColumn: "1 / -1" },
    // Beside its colour a line at its side says which is chosen.
    "&[data-chosen]": { bg: "accent.soft", boxShadow: "inset 3px 0 0 var(--ledger-colors-accent)" },
  },
});

/** The lines of the bill, each to be corrected. */
export function ReceiptLines(props: Props) {
  const { t } = useTranslation();
  const { lines } = props.draft;
  const [added, setAdded] = useState<string | null>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const add = () => {
    const line = nextLine(lines, "ITEM", "");
    setAdded(line.key);
    props.onChange([...lines, line]);
  };
  return (
    <section aria-labelledby="receipt-lines">
      <Heading id="receipt-lines">{t("receipt.lines")}</Heading>
      {lines.length === 0 && <Muted>{t("receipt.noLines")}</Muted>}
      <Rows>
        {lines.map((line, index) => (
          <LineFields
            key={line.key}
            {...props}
            line={line}
            number={index + 1}
            isNew={line.key === added}
            onLine={(changed) => props.onChange(lines.map((each) => (each.key === line.key ? changed : each)))}
            onRemove={() => {
              props.onChange(lines.filter((each) => each.key !== line.key));
              adder.current?.focus();
            }}
          />
        ))}
      </Rows>
      <Button ref={adder} size="sm" marginTop="2" onClick={add}>
        <Plus size={16} aria-hidden /> {t("receipt.addLine")}
      </Button>
    </section>
  );
}

interface LineProps extends Props {
  line: LineDraft;
  /** Which it is, for those who hear the page. */
  number: number;
  /** Was added just now, and takes the focus. */
  isNew: boolean;
  onLine: (line: LineDraft) => void;
  onRemove: () => void;
}

function LineFields(props: LineProps) {
  const { t } = useTranslation();
  const { line, number, meaning, stored, start, onLine } = props;
  const spot = `line:${line.key}`;
  const problems = (["name", "quantity", "amount"] as const).map((part) => ({
    part,
    code: meaning.problems[`${spot}:${part}`],
  }));
  const wrong = (part: string) => (meaning.problems[`${spot}:${part}`] ? { "aria-invalid": true as const } : {});
  const read = stored.find(({ id }) => id === line.id);
  const isAsRead = start.lines.some((each) => JSON.stringify(each) === JSON.stringify(line));
  const take = (part: Partial<LineDraft>) => onLine({ ...line, ...part });
  return (
    <LineFrame
      data-line={line.key}
      data-chosen={props.chosen === line.key ? true : undefined}
      onFocus={() => props.onPoint(line.key)}
    >
      <Input
        aria-label={t("bill.name", { number })}
        autoComplete="off"
        autoFocus={props.isNew}
        value={line.name}
        onChange={(event) => take({ name: event.target.value })}
        {...wrong("name")}
      />
      <Input
        kind="amount"
        inputMode="decimal"
        aria-label={t("receipt.quantity", { number })}
        autoComplete="off"
        value={line.quantity}
        onChange={(event) => take({ quantity: event.target.value })}
        {...wrong("quantity")}
      />
      <Input
        kind="amount"
        inputMode="decimal"
        aria-label={t("bill.amount", { number })}
        autoComplete="off"
        value={line.amount}
        onChange={(event) => take({ amount: event.target.value })}
        {...wrong("amount")}
      />
      <Select
        aria-label={t("bill.kindOf", { number })}
        value={line.kind}
        onChange={(event) => take({ kind: KINDS.find((kind) => kind === event.target.value)! })}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`bill.kind.${kind}`)}
          </option>
        ))}
      </Select>
      <Button size="icon" look="plain" aria-label={t("bill.remove", { number })} onClick={props.onRemove}>
        <Trash2 size={18} aria-hidden />
      </Button>
      {problems.map(
        ({ part, code }) => code && <Fault key={part} wide text={problemWords(t, code, `${spot}:${part}`)} />,
      )}
      {read && isAsRead && !isSureLine(read) && <ConfidenceMark isSure={false} />}
    </LineFrame>
  );
}

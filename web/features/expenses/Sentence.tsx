import { chakra } from "@chakra-ui/react";
import { CircleAlert, Coins, NotebookPen } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayBefore } from "../../../server/kernel/local-date.js";
import { deviceToday } from "../../../server/kernel/today.js";
import { CategoryBadge, CategoryIcon } from "../../components/CategoryIcon.js";
import { Unseen } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { ReceiptPlace } from "../receipts/WithImage.js";
import type { ExpenseDraft } from "./expense-draft.js";
import type { FormCategory, FormMember, SheetName } from "./form-part.js";

const Line = chakra("p", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: "1.5", minWidth: "0" },
});
const Part = chakra("button", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    gap: "1.5",
    minHeight: "control",
    maxWidth: "full",
    fontSize: "lg",
    fontWeight: "medium",
    textAlign: "start",
    textDecoration: "underline",
    textDecorationThickness: "1px",
    textDecorationColor: "controlBorder",
    textUnderlineOffset: "5px",
    borderRadius: "control",
    cursor: "pointer",
    _hover: { textDecorationColor: "currentcolor", textDecorationThickness: "2px" },
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
    "&[data-problem]": { color: "fg.danger", textDecorationColor: "currentcolor" },
    "& > svg": { flexShrink: 0 },
  },
});
const Chips = chakra("div", { base: { display: "flex", flexWrap: "wrap", gap: "1.5", minWidth: "0" } });
const SmallChip = chakra("button", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    gap: "1.5",
    minHeight: { base: "control", md: "9" },
    maxWidth: "full",
    paddingInline: "2.5",
    borderRadius: "chip",
    border: "1px solid",
    borderColor: "line",
    color: "fg.muted",
    fontSize: "md",
    cursor: "pointer",
    _hover: { bg: "subtle", color: "fg" },
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
    "&[data-problem]": { color: "fg.danger", borderColor: "fg.danger" },
    "& > svg": { flexShrink: 0 },
    "& > span": { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  },
});

interface Props {
  draft: ExpenseDraft;
  members: readonly FormMember[];
  viewerMemberId: string | null;
  category: FormCategory | null;
  /** Whether something is wrong behind a part. */
  problemIn: (sheet: SheetName) => string | undefined;
  onOpen: (sheet: SheetName) => void;
}

/** "Paid by you · split equally among 3 · today": what goes without saying, each part of it a way to say otherwise. */
export function Sentence(props: Props) {
  const { t } = useTranslation();
  const payer = usePayerWords(props);
  const split = useSplitWords(props);
  const dayWords = useDayWords(props.draft.incurredOn);
  const parts = [
    { sheet: "payers", words: payer },
    { sheet: "split", words: split },
    { sheet: "day", words: dayWords },
  ] as const;
  return (
    <>
      <Line>
        {parts.map(({ sheet, words }, index) => (
          <Fragment key={sheet}>
            {index > 0 && (
              <chakra.span aria-hidden color="fg.muted">
                ·
              </chakra.span>
            )}
            <Opener {...props} look={Part} sheet={sheet}>
              {words}
            </Opener>
          </Fragment>
        ))}
      </Line>
      <Chips>
        <Opener {...props} look={SmallChip} sheet="category" name={t("expense.category")}>
          {props.category ? <CategoryBadge size="sm" category={props.category} /> : <CategoryIcon icon="receipt" />}
          <span>
            {props.category ? t(`category.${props.category.name}`, props.category.name) : t("expense.categoryNone")}
          </span>
        </Opener>
        <Opener {...props} look={SmallChip} sheet="currency" name={t("expense.currency")}>
          <Coins size={18} aria-hidden />
          <span>
            {props.draft.conversion
              ? t("expense.converted", { from: props.draft.conversion.currency, to: props.draft.currency })
              : props.draft.currency}
          </span>
        </Opener>
        <Opener {...props} look={SmallChip} sheet="notes" name={t("expense.notes")}>
          <NotebookPen size={18} aria-hidden />
          <span>{props.draft.notes.trim() || t("expense.notesAdd")}</span>
        </Opener>
      </Chips>
      <ReceiptPlace name="day" />
    </>
  );
}

/** Opens a sheet, and says where something is wrong in it. `name` is of what, where the words do not say that. */
function Opener(props: Props & { look: typeof Part; sheet: SheetName; name?: string; children: ReactNode }) {
  const { sheet, look: Look } = props;
  const problem = props.problemIn(sheet);
  return (
    <Look
      type="button"
      aria-haspopup="dialog"
      data-sheet={sheet}
      data-problem={problem ? true : undefined}
      onClick={() => props.onOpen(sheet)}
    >
      {problem && <CircleAlert size={18} aria-hidden />}
      {props.name && <Unseen>{props.name}: </Unseen>}
      {props.children}
      {problem && <Unseen>: {problem}</Unseen>}
    </Look>
  );
}

function usePayerWords({ draft, members, viewerMemberId }: Props): string {
  const { t } = useTranslation();
  const { list } = useFormat();
  const back = /^\s*[-−]/.test(draft.amount);
  const nameOf = (id: string) =>
    id === viewerMemberId ? t("expense.you") : (members.find((member) => member.id === id)?.name ?? "–");
  const paying = draft.several
    ? members.filter(({ id }) => draft.payerAmounts[id]?.trim()).map(({ id }) => id)
    : [draft.payerId];
  if (paying.length === 0) return t("expense.said.payersOpen");
  const key = back ? "receivedBy" : "paidBy";
  if (paying.length > 2) return t(`expense.said.${key}Several`, { count: paying.length });
  return t(`expense.said.${key}`, { name: list(paying.map(nameOf)) });
}

function useSplitWords({ draft, members, viewerMemberId }: Props): string {
  const { t } = useTranslation();
  const taking = members.filter(({ id }) => draft.taking.includes(id));
  if (draft.mode === "ITEMIZED") {
    const count = draft.items.filter(({ name, amount }) => name.trim() || amount.trim()).length;
    return count === 0 ? t("expense.said.itemsOpen") : t("expense.said.items", { count });
  }
  if (draft.mode !== "EQUAL") return t(`expense.said.${draft.mode}`);
  if (taking.length === 0) return t("expense.said.nobody");
  if (taking.length === 1) {
    const { id, name } = taking[0]!;
    return t("expense.said.alone", { name: id === viewerMemberId ? t("expense.you") : name });
  }
  return taking.length === members.length
    ? t("expense.said.equal", { count: taking.length })
    : t("expense.said.equalSome", { count: taking.length, of: members.length });
}

function useDayWords(date: string): string {
  const { t } = useTranslation();
  const { day } = useFormat();
  const today = deviceToday();
  if (date === today) return t("expense.said.today");
  if (date === dayBefore(today)) return t("expense.said.yesterday");
  return date ? day(date) : t("expense.said.dayOpen");
}

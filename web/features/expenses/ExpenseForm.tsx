import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import type { TFunction } from "i18next";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { Fault } from "../../components/Fault.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { useLater } from "../../lib/later.js";
import { problemWords } from "../../lib/refusal-words.js";
import { ReceiptPart } from "../receipts/ReceiptPart.js";
import { WithImage } from "../receipts/WithImage.js";
import { AmountField } from "./AmountField.js";
import type { ConversionSource } from "./conversion-draft.js";
import { isUnfinished } from "./draft-amounts.js";
import { type DraftReading, type ExpenseDraft, type ExpenseInputFields, readDraft } from "./expense-draft.js";
import { type FormCategory, type SheetName, sheetOf } from "./form-part.js";
import { type FormState, withCategory, withTitle } from "./form-state.js";
import type { SplitDraft } from "./proposal.js";
import { isChangedSince } from "./refused-parts.js";
import { SaveBar } from "./SaveBar.js";
import { Sentence } from "./Sentence.js";
import { SharesLine } from "./SharesLine.js";
import { TitleField } from "./TitleField.js";
import { type DailyRates, useDailyRates } from "./useDailyRates.js";

export const ExpenseForm_group = graphql(`
  fragment ExpenseForm_group on Group {
    id
    currency
    lockedThrough
    viewerMember {
      id
    }
    members {
      id
      name
      leftAt
    }
    categories {
      id
      name
      icon
    }
  }
`);

interface Props {
  group: FragmentType<typeof ExpenseForm_group>;
  /** Under this id it is, or will be, stored; the preview depends on it. */
  expenseId: string;
  start: FormState;
  /** Members who left but stand in this expense. */
  alsoIds?: readonly string[];
  preferredCurrency: string;
  /** How expenses of a category are split unless somebody says otherwise. */
  defaultSplitFor?: (categoryId: string | null) => SplitDraft;
  /** What there is to say about the default of a category, as long as nobody has split by hand. */
  splitNoticeFor?: (categoryId: string | null) => ReactNode;
  /** The category that a title speaks of; null where it says nothing. */
  guess?: (title: string) => string | null;
  /** Whether a receipt may be added, and fills in what nobody has typed. */
  takesReceipts?: boolean;
  /** Hears of everything that somebody enters. */
  onEntered?: (state: FormState) => void;
  pending: boolean;
  problem: string | undefined;
  problemAt: (...path: string[]) => string | undefined;
  onSave: (input: ExpenseInputFields, state: FormState) => void;
  /** Saves, and begins the next one. */
  onSaveAnother?: (input: ExpenseInputFields, state: FormState) => void;
  /** What stands between the form and its button: a notice, a comparison. */
  children?: ReactNode;
}

/** Nobody can open one before the form is there. */
const fetchSheets = () => import("./FormSheet.js");

/** A sheet of paper where there is room around it; on a phone the page itself is that. */
const Paper = chakra("section", {
  base: {
    minWidth: "0",
    bg: { md: "surface" },
    borderRadius: { md: "card" },
    padding: { md: "6" },
  },
});

/**
 * Adding and editing alike, on one screen: the amount, the title, and one sentence that says the rest. Nothing that does
 * not add up can be sent, and each person's cents are there to see.
 */
export function ExpenseForm(props: Props) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: ExpenseForm_group, from: props.group });
  const [state, setState] = useState(props.start);
  /** What the server spoke of, where it refused something: what was sent last, or what the form was opened with again. */
  const [sent, setSent] = useState(props.start.draft);
  const [tried, setTried] = useState(false);
  const [isUnsent, setUnsent] = useState(false);
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const sheets = useLater(fetchSheets, sheet !== null);
  const form = useRef<HTMLFormElement>(null);
  const amount = useRef<HTMLInputElement>(null);
  const title = useRef<HTMLInputElement>(null);
  const { draft } = state;
  const members = group.members.filter((member) => !member.leftAt || props.alsoIds?.includes(member.id));
  const { reading, rates } = useReading(draft, { ...props, groupId: group.id, members });
  const category = categoryOf(draft.categoryId, group.categories);

  // Whoever opens again what was refused goes on where it is at fault.
  useEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-problem]")?.focus(), []);

  const become = (next: FormState) => {
    setState(next);
    props.onEntered?.(next);
  };
  const change = (part: Partial<ExpenseDraft>) => become({ ...state, draft: { ...draft, ...part } });
  const changeSplit = (part: Partial<ExpenseDraft>) =>
    become({ ...state, isSplitChosen: true, draft: { ...draft, ...part } });

  const refusedAt = (...[part, ...path]: string[]) =>
    part === undefined || isChangedSince(part, sent, draft) ? undefined : props.problemAt(part, ...path);
  /** Of what is behind the sentence: a colour alone says no reason. */
  const refused = new Set(Object.values(PATHS).flatMap((part) => refusedAt(part) ?? []));
  /** What was typed wrong is said at once; what is only missing, after the first try to save. */
  const problemOf = (spot: string, ...path: string[]) => {
    const code = reading.problems[spot];
    if (code && (tried || !canWait(code, spot, draft, rates))) return problemWords(t, code, spot);
    return refusedAt(...path);
  };
  const whyNot = notYet(t, reading, state, isUnsent);
  const save = (onSave: Props["onSave"]) => {
    if (props.pending) return;
    setTried(true);
    setSent(draft);
    if (reading.input && !whyNot) return onSave(reading.input, state);
    setSheet(firstSheet(reading));
    requestAnimationFrame(() => (form.current ? firstWrong(form.current) : null)?.focus());
  };
  const saveIt = () => save(props.onSave);
  const part = { draft, reading, change, problemOf, itemsFrom: state.itemsFrom };
  return (
    <WithImage>
      {/* The keys are those of its fields, wherever in it one is. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          saveIt();
        }}
        onKeyDown={(event) => onKey(event, { save: saveIt, leaveSheet: () => setSheet(null) })}
      >
        <Stack gap="4">
          <Paper>
            <Stack gap="3">
              <AmountField {...part} input={amount} onEnter={() => title.current?.focus()} />
              <TitleField {...part} input={title} onChange={(text) => become(withTitle(state, text, props.guess))} />
              <Sentence
                draft={draft}
                members={members}
                viewerMemberId={group.viewerMember?.id ?? null}
                category={category}
                problemIn={(each) => problemIn(each, reading, problemOf)}
                onOpen={setSheet}
              />
              <Fault text={[...refused].join(" ") || undefined} />
              <SharesLine members={members} shares={reading.shares} currency={draft.currency} />
              <ReceiptPart
                {...props}
                {...part}
                groupId={group.id}
                state={state}
                members={members}
                onState={become}
                onOpenSplit={() => setSheet("split")}
                onUnsent={setUnsent}
              />
            </Stack>
          </Paper>
          <ClosedDayNotice lockedThrough={group.lockedThrough} day={draft.incurredOn} />
          {!state.isSplitChosen && props.splitNoticeFor?.(state.isCategoryChosen ? draft.categoryId : null)}
          {props.children}
          {props.problem && <Notice tone="danger">{props.problem}</Notice>}
          <SaveBar
            pending={props.pending}
            problem={tried ? whyNot : undefined}
            onAnother={props.onSaveAnother ? () => save(props.onSaveAnother!) : null}
          />
        </Stack>
        {sheet && sheets && (
          <sheets.FormSheet
            key={sheet}
            {...part}
            sheet={sheet}
            members={members}
            categories={group.categories}
            category={category}
            groupCurrency={group.currency}
            preferredCurrency={props.preferredCurrency}
            rates={rates}
            changeSplit={changeSplit}
            onCategory={(id) => become(withCategory(state, id, props.defaultSplitFor))}
            onDone={() => setSheet(null)}
          />
        )}
      </form>
    </WithImage>
  );
}

/** Where to go on: what is wrong on the screen itself comes first, there one begins. */
function firstSheet({ problems }: DraftReading): SheetName | null {
  const wrong = Object.keys(problems).map(sheetOf);
  return wrong.includes(null) ? null : (wrong[0] ?? null);
}

/** Why it cannot be saved yet: pages of a receipt that did not arrive nobody would have any more. */
function notYet(t: TFunction, { input }: DraftReading, state: FormState, isUnsent: boolean): string | undefined {
  if (!input) return t("expense.notYet");
  // At a table two may make the same expense of one receipt.
  if (state.receipts?.some(({ isElsewhere }) => isElsewhere)) return t("expense.receiptFiled");
  return isUnsent ? t("expense.receiptUnsent") : undefined;
}

/** Whether a problem is one that whoever still types will mend by themselves. */
function canWait(code: string, spot: string, draft: ExpenseDraft, rates: DailyRates): boolean {
  if (["REQUIRED", "SUM_MISMATCH", "UNCLAIMED"].includes(code)) return true;
  return (code === "NO_RATE" && !rates.known) || (spot === "amount" && isUnfinished(draft.amount));
}

function ClosedDayNotice(props: { lockedThrough: string | null | undefined; day: string }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { lockedThrough } = props;
  if (!lockedThrough || props.day > lockedThrough) return null;
  return (
    <Notice tone="info">
      <p>{t("expense.closedDay", { day: day(lockedThrough) })}</p>
    </Notice>
  );
}

/** What the draft means, with the rates of its day. */
function useReading(
  draft: ExpenseDraft,
  props: { expenseId: string; groupId: string; members: readonly { readonly id: string }[] },
): { reading: DraftReading; rates: DailyRates } {
  const { locale } = useFormat();
  const rates = useDailyRates({
    groupId: props.groupId,
    from: draft.conversion?.currency ?? null,
    to: draft.currency,
    on: isLocalDate(draft.incurredOn) ? draft.incurredOn : null,
  });
  const reading = readDraft(draft, {
    expenseId: props.expenseId,
    memberIds: props.members.map((member) => member.id),
    locale,
    rates: ratesBySource(rates),
  });
  return { reading, rates };
}

/** With Ctrl or ⌘, Enter saves from everywhere; without, it ends the sheet that one is in, and saves from the title. */
function onKey(event: KeyboardEvent, act: { save: () => void; leaveSheet: () => void }): void {
  if (event.key !== "Enter" || event.defaultPrevented || event.nativeEvent.isComposing) return;
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    act.save();
  } else if (target.matches("dialog input")) {
    event.preventDefault();
    act.leaveSheet();
  }
}

/** Where to go on: the first field that is wrong, or what stands for several. */
function firstWrong(form: HTMLFormElement): HTMLElement | null {
  return form.querySelector<HTMLElement>("dialog :is([aria-invalid=true], [data-problem] button), [aria-invalid=true]");
}

/** What the input calls what a sheet is about. */
const PATHS: Readonly<Record<SheetName, string>> = {
  payers: "payers",
  split: "split",
  day: "incurredOn",
  category: "categoryId",
  currency: "conversion",
  notes: "notes",
};

/** What is wrong behind a part of the sentence, as far as it is time to say so. */
function problemIn(
  sheet: SheetName,
  reading: DraftReading,
  problemOf: (spot: string, ...path: string[]) => string | undefined,
): string | undefined {
  const spots = Object.keys(reading.problems).filter((spot) => sheetOf(spot) === sheet);
  const said = spots.map((spot) => problemOf(spot)).find((text) => text !== undefined);
  return said ?? problemOf(PATHS[sheet], PATHS[sheet]);
}

/** A category by its id; without one it is what the group calls General, where it has that. */
function categoryOf(id: string | null, categories: readonly FormCategory[]): FormCategory | null {
  return categories.find((each) => (id === null ? each.name === "General" : each.id === id)) ?? null;
}

function ratesBySource({ ECB, GROUP }: DailyRates): Partial<Record<ConversionSource, string>> {
  return { ...(ECB && { ECB: ECB.rate }), ...(GROUP && { GROUP: GROUP.rate }) };
}

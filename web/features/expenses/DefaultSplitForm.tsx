import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { SegmentField, SelectField, TextField } from "../../components/Field.js";
import { Muted, Row, Rows, Stack } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useFormat } from "../../lib/format.js";
import { problemWords } from "../../lib/refusal-words.js";
import {
  DEFAULT_MODES,
  type DefaultDraft,
  defaultFor,
  equalDraft,
  remainingDraft,
  type StoredDefault,
} from "./default-split.js";
import { LeftToAssign } from "./LeftToAssign.js";
import { SplitFields } from "./SplitFields.js";
import { type PartsReading, readParts } from "./split-draft.js";
import { type Resplit, useDefaultSplitSet } from "./writes.js";

/** The shares of this amount show what a default means. */
const EXAMPLE = "100";
/** Shares of the example do not depend on the id, but for a last cent. */
const EXAMPLE_ID = "exp_01kbbkb100e008000000000000";

const Line = chakra("li", {
  base: { display: "flex", justifyContent: "space-between", gap: "3", paddingBlock: "2" },
});

interface Props {
  groupId: string;
  currency: string;
  members: readonly { readonly id: string; readonly name: string }[];
  categories: readonly { readonly id: string; readonly name: string }[];
  defaults: readonly StoredDefault[];
  /** For which category one begins; null for all. */
  startCategoryId: string | null;
  onEnd: () => void;
}

/** A new default: for what, how, and whether only from now on. */
export function DefaultSplitForm({ groupId, currency, members, categories, defaults, startCategoryId, onEnd }: Props) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const memberIds = members.map((member) => member.id);
  const draftFor = (categoryId: string | null) => {
    const stored = defaultFor(defaults, categoryId);
    return stored ? remainingDraft(stored, memberIds, locale) : equalDraft(memberIds);
  };
  const [categoryId, setCategoryId] = useState(startCategoryId);
  const [draft, setDraft] = useState<DefaultDraft>(() => draftFor(startCategoryId));
  const [since, setSince] = useState<string | null>(null);
  const [seen, setSeen] = useState<{ since: string; resplit: readonly Resplit[] } | null>(null);
  const set = useDefaultSplitSet();
  const { submit, pending, problem, problemAt, clear } = useSubmit<readonly Resplit[]>(["split", "resplitSince"]);

  const problems: Record<string, string> = {};
  const context = { expenseId: EXAMPLE_ID, memberIds, locale };
  const reading = readParts({ ...draft, currency }, EXAMPLE, context, problems);
  const sound = Object.keys(problems).length === 0;
  const dayProblem = since !== null && !isLocalDate(since) ? t("problem.DATE") : undefined;
  const input = {
    groupId,
    categoryId,
    split: { mode: draft.mode, parts: [...reading.parts] },
    ...(since !== null && { resplitSince: since }),
  };
  const previewed = since === null || seen?.since === since;
  const change = (part: Partial<DefaultDraft>) => {
    setSeen(null);
    clear();
    setDraft({ ...draft, ...part });
  };

  const send = () => {
    if (!sound || dayProblem) return;
    if (!previewed) {
      void submit(
        () => set({ ...input, dryRun: true }),
        (resplit) => setSeen({ since: since!, resplit }),
      );
      return;
    }
    void submit(
      () => set(input),
      () => {
        toast(t("defaultSplit.saved"));
        onEnd();
      },
    );
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <SelectField
          label={t("defaultSplit.for")}
          value={categoryId ?? ""}
          onChange={(id) => {
            setCategoryId(id || null);
            setDraft(draftFor(id || null));
            setSeen(null);
          }}
          choices={[
            { value: "", label: t("defaultSplit.all") },
            ...categories.map(({ id, name }) => ({ value: id, label: t(`category.${name}`, name) })),
          ]}
        />
        <HowFields
          members={members}
          draft={draft}
          currency={currency}
          reading={reading}
          problems={problems}
          problem={problemAt("split")}
          onChange={change}
        />
        <SegmentField
          label={t("defaultSplit.when")}
          value={since === null ? "NOW" : "SINCE"}
          onChange={(when) => setSince(when === "NOW" ? null : "")}
          choices={[
            { value: "NOW", label: t("defaultSplit.fromNowOn") },
            { value: "SINCE", label: t("defaultSplit.since") },
          ]}
        />
        {since !== null && (
          <TextField
            label={t("defaultSplit.sinceDay")}
            type="date"
            hint={t("defaultSplit.sinceHint")}
            value={since}
            onChange={setSince}
            problem={since === "" ? problemAt("resplitSince") : (dayProblem ?? problemAt("resplitSince"))}
          />
        )}
        {since !== null && seen?.since === since && <WouldResplit expenses={seen.resplit} />}
        <Row flexWrap="wrap">
          <Button type="submit" look="primary" pending={pending} disabled={!sound || since === ""}>
            {t(previewed ? "defaultSplit.save" : "defaultSplit.preview")}
          </Button>
          <Button onClick={onEnd}>{t("common.back")}</Button>
        </Row>
      </Stack>
    </form>
  );
}

/** How it is split, shown on an example. */
function HowFields(props: {
  members: Props["members"];
  draft: DefaultDraft;
  currency: string;
  reading: PartsReading;
  problems: Readonly<Record<string, string>>;
  problem: string | undefined;
  onChange: (part: Partial<DefaultDraft>) => void;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { draft, currency, reading, problems, onChange } = props;
  return (
    <>
      <SegmentField
        label={t("expense.splitMode")}
        value={draft.mode}
        onChange={(mode) => onChange({ mode: mode as DefaultDraft["mode"] })}
        choices={DEFAULT_MODES.map((mode) => ({ value: mode, label: t(`split.${mode}`) }))}
      />
      <Muted fontSize="sm">{t("defaultSplit.example", { amount: money({ amount: EXAMPLE, currency }) })}</Muted>
      <SplitFields
        members={props.members}
        draft={{ ...draft, currency }}
        shares={reading.shares}
        onChange={onChange}
        problemOf={(memberId) => {
          const code = problems[`part:${memberId}`];
          return code && problemWords(t, code, "part");
        }}
      />
      <LeftToAssign left={reading.left} currency={currency} label={t("expense.leftToAssign")} />
      <Fault text={props.problem} />
    </>
  );
}

/** Which expenses would be split anew, before anything is. */
function WouldResplit({ expenses }: { expenses: readonly Resplit[] }) {
  const { t } = useTranslation();
  return (
    <div aria-live="polite">
      <p>{t("defaultSplit.would", { count: expenses.length })}</p>
      <Rows>
        {expenses.map((expense) => (
          <Line key={expense.id}>
            <chakra.span minWidth="0" overflowWrap="anywhere">
              {expense.title}
            </chakra.span>
            <Money value={expense.total} />
          </Line>
        ))}
      </Rows>
    </div>
  );
}

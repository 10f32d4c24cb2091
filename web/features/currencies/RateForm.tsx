import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readAmount } from "../../../server/kernel/amount-input.js";
import { newId } from "../../../server/kernel/ids.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { TextField } from "../../components/Field.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useFormat } from "../../lib/format.js";
import { problemWords } from "../../lib/refusal-words.js";
import { useGroupRateSet } from "./writes.js";

/** As many as a rate of a group may have. */
const RATE_DECIMALS = 12;

const Three = chakra("div", {
  base: { display: "grid", gap: "4", gridTemplateColumns: { base: "1fr", sm: "1fr 1fr 1fr" }, alignItems: "start" },
});

/** Enters a rate for a group: one of these is so many of those, from a day on or for every day. */
export function RateForm(props: {
  groupId: string;
  /** The currencies that the group has to do with. */
  likely: readonly string[];
  from: string;
  to: string;
  onEnd: () => void;
}) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const [id] = useState(() => newId("rat"));
  const [from, setFrom] = useState(props.from);
  const [to, setTo] = useState(props.to);
  const [rate, setRate] = useState("");
  const [validFrom, setValidFrom] = useState("");
  const [tried, setTried] = useState(false);
  const set = useGroupRateSet();
  const { submit, pending, problem, problemAt } = useSubmit<{ id: string }>(["to", "rate", "validFrom"]);

  const read = readAmount(rate, locale, RATE_DECIMALS);
  const positive = read.ok && !read.text.startsWith("-") && /[1-9]/.test(read.text);
  const code = !read.ok ? (read.problem === "EMPTY" ? "REQUIRED" : read.problem) : positive ? null : "POSITIVE";
  const rateProblem = code && (tried || code !== "REQUIRED") ? problemWords(t, code, "rate") : undefined;
  const pairProblem = from === to ? t("rates.samePair") : undefined;
  const dateProblem = validFrom === "" || isLocalDate(validFrom) ? undefined : t("problem.DATE");

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!read.ok || !positive || pairProblem || dateProblem) return;
        void submit(
          () => set({ id, groupId: props.groupId, from, to, rate: read.text, validFrom: validFrom || null }),
          () => {
            toast(t("rates.setDone"));
            props.onEnd();
          },
        );
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Three>
          <CurrencyField label={t("rates.from")} value={from} likely={props.likely} onChange={setFrom} />
          <TextField
            label={t("rates.rate")}
            kind="amount"
            inputMode="decimal"
            autoComplete="off"
            value={rate}
            onChange={setRate}
            hint={t("rates.rateHint", { from, to })}
            problem={rateProblem ?? problemAt("rate")}
          />
          <CurrencyField label={t("rates.to")} value={to} likely={props.likely} onChange={setTo} />
        </Three>
        {(pairProblem ?? problemAt("to")) && <Notice tone="danger">{pairProblem ?? problemAt("to")}</Notice>}
        <TextField
          label={t("rates.validFrom")}
          type="date"
          value={validFrom}
          onChange={setValidFrom}
          hint={t("rates.validFromHint")}
          problem={dateProblem ?? problemAt("validFrom")}
        />
        <Row flexWrap="wrap">
          <Button type="submit" look="primary" pending={pending}>
            {t("rates.set")}
          </Button>
          <Button onClick={props.onEnd}>{t("common.back")}</Button>
        </Row>
      </Stack>
    </form>
  );
}

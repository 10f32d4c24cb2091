import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Muted, Rows, Stack } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import { CheckWords } from "./CheckWords.js";
import { ConfidenceMark, isSureLine } from "./ConfidenceMark.js";
import { SUM_FIELDS } from "./receipt-draft.js";
import type { Receipt } from "./receipt-parts.js";

const Facts = chakra("dl", {
  base: {
    display: "grid",
    gridTemplateColumns: "minmax(5rem, auto) minmax(0, 1fr)",
    columnGap: "4",
    rowGap: "2",
    "& dt": { color: "fg.muted" },
    "& dd": { display: "flex", flexWrap: "wrap", columnGap: "3", alignItems: "baseline" },
  },
});
const LineButton = chakra("button", {
  base: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    columnGap: "4",
    width: "full",
    minHeight: "control",
    alignItems: "center",
    textAlign: "start",
    cursor: "pointer",
    borderRadius: "control",
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "-2px" },
    "&[aria-current=true]": {
      bg: "accent.soft",
      boxShadow: "inset 3px 0 0 var(--ledger-colors-accent)",
      paddingInlineStart: "2",
    },
  },
});

/** What a receipt says, for those who change nothing of it. */
export function ReceiptStatement(props: { receipt: Receipt; chosen: string | null; onPoint: (key: string) => void }) {
  const { t } = useTranslation();
  const { day, number } = useFormat();
  const { reading } = props.receipt;
  if (!reading) return <Muted>{t("receipt.notRead")}</Muted>;
  const { merchant, date, lines } = reading;
  return (
    <Stack>
      <Facts>
        {merchant && (
          <>
            <dt>{t("receipt.field.merchant")}</dt>
            <dd>
              {merchant.value} <ConfidenceMark isSure={merchant.filled} />
            </dd>
          </>
        )}
        {date && (
          <>
            <dt>{t("receipt.field.date")}</dt>
            <dd>
              {day(date.value)} <ConfidenceMark isSure={date.filled} />
            </dd>
          </>
        )}
        {SUM_FIELDS.map((field) => {
          const read = reading[field];
          return read ? (
            <chakra.div key={field} display="contents">
              <dt>{t(`receipt.field.${field}`)}</dt>
              <dd>
                <Money value={read.value} /> <ConfidenceMark isSure={read.filled} />
              </dd>
            </chakra.div>
          ) : null;
        })}
      </Facts>
      <Rows aria-label={t("receipt.lines")}>
        {lines.map((line) => (
          <li key={line.id} data-line={line.id}>
            <LineButton
              type="button"
              aria-current={props.chosen === line.id ? "true" : undefined}
              onClick={() => props.onPoint(line.id)}
            >
              <span>
                {number(line.quantity) === "1" ? line.name : `${number(line.quantity)} × ${line.name}`}{" "}
                {!isSureLine(line) && <ConfidenceMark isSure={false} />}
              </span>
              <Money value={line.amount} />
            </LineButton>
          </li>
        ))}
      </Rows>
      <CheckWords checks={reading.checks} />
    </Stack>
  );
}

import { chakra } from "@chakra-ui/react";
import type { KeyboardEvent, PointerEvent, RefObject } from "react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { typedAmount } from "../../../server/kernel/amount-input.js";
import { Fault } from "../../components/Fault.js";
import { useFormat } from "../../lib/format.js";
import { ReceiptPlace } from "../receipts/WithImage.js";
import { isByRate } from "./conversion-draft.js";
import type { FormPart } from "./form-part.js";

const Head = chakra("div", {
  base: {
    display: "flex",
    justifyContent: "space-between",
    alignItems: "baseline",
    gap: "3",
    color: "fg.muted",
    fontSize: "sm",
  },
});
const Line = chakra("div", {
  base: {
    display: "flex",
    alignItems: "baseline",
    gap: "2",
    borderBottom: "2px solid",
    borderColor: "line",
    transitionProperty: "border-color",
    transitionDuration: "state",
    "&:focus-within": { borderColor: "accent" },
    "&:has([aria-invalid=true])": { borderColor: "fg.danger" },
  },
});
const Figure = chakra("input", {
  base: {
    flex: "1",
    minWidth: "0",
    minHeight: "16",
    bg: "transparent",
    color: "fg",
    border: "0",
    outline: "none",
    fontSize: "2.75rem",
    lineHeight: "tight",
    fontWeight: "semibold",
    letterSpacing: "-0.02em",
    fontVariantNumeric: "tabular-nums",
    _placeholder: { color: "controlBorder", opacity: 1 },
    // The line below says where one is; where colours are the system's own, so does its outline.
    _focusVisible: { outline: "none" },
    "@media (forced-colors: active)": { _focusVisible: { outline: "2px solid" } },
  },
});
const Keys = chakra("div", {
  base: {
    display: { base: "grid", md: "none" },
    gridAutoFlow: "column",
    gridAutoColumns: "1fr",
    gap: "2",
    marginTop: "2",
    "@media (pointer: coarse)": { display: "grid" },
  },
});
const Key = chakra("button", {
  base: {
    minHeight: "control",
    borderRadius: "control",
    bg: "subtle",
    color: "fg",
    fontSize: "xl",
    lineHeight: "1",
    border: "1px solid transparent",
    cursor: "pointer",
    userSelect: "none",
    touchAction: "manipulation",
    _active: { bg: "line" },
  },
});

/** What a phone's number pad lacks; the field understands it all. */
const SIGNS = [
  { sign: "+", name: "plus" },
  { sign: "−", name: "minus" },
  { sign: "×", name: "times" },
  { sign: "÷", name: "divided" },
] as const;

/** Writes where the cursor is, as if it had been typed. */
function write(input: HTMLInputElement, text: string): void {
  if (document.activeElement !== input) input.focus();
  const { selectionStart, selectionEnd, value } = input;
  input.setRangeText(text, selectionStart ?? value.length, selectionEnd ?? value.length, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

interface Props extends FormPart {
  input: RefObject<HTMLInputElement | null>;
  /** Enter leads on. */
  onEnter: () => void;
}

/** The total: the one number of the screen. Entered, also as a sum, or what a rate makes of another amount. */
export function AmountField(props: Props) {
  const { t } = useTranslation();
  const { locale, money } = useFormat();
  const id = useId();
  const { draft, reading, input } = props;
  const byRate = isByRate(draft.conversion);
  const problem = props.problemOf("amount", "total");
  const sum = reading.computed && `= ${money({ amount: reading.computed, currency: draft.currency })}`;
  const said = byRate ? t("conversion.byRateHint") : sum;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    props.onEnter();
  };
  return (
    <div>
      <Head>
        <label htmlFor={id}>{t("expense.amount")}</label>
        <chakra.span id={`${id}-said`} aria-live="polite">
          {said}
        </chakra.span>
      </Head>
      <Line>
        <Figure
          ref={input}
          id={id}
          inputMode="decimal"
          enterKeyHint="next"
          autoComplete="off"
          autoFocus
          placeholder={typedAmount("0.00", locale)}
          readOnly={byRate}
          value={byRate ? typedAmount(reading.converted ?? "", locale) : draft.amount}
          onChange={(event) => props.change({ amount: event.target.value })}
          onKeyDown={onKeyDown}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : `${id}-said`}
        />
        <chakra.span aria-hidden color="fg.muted" fontSize="xl" fontWeight="medium">
          {draft.currency}
        </chakra.span>
      </Line>
      <Fault id={`${id}-problem`} text={problem} />
      <ReceiptPlace name="total" />
      {!byRate && <SignKeys locale={locale} onKey={(text) => input.current && write(input.current, text)} />}
    </div>
  );
}

/** Keys of our own. They never take the focus: with it, the phone's keyboard would go. */
function SignKeys(props: { locale: string; onKey: (text: string) => void }) {
  const { t } = useTranslation();
  const separator = typedAmount(".", props.locale);
  const stay = (event: PointerEvent) => event.preventDefault();
  const keys = [...SIGNS, { sign: separator, name: "separator" } as const];
  return (
    <Keys role="group" aria-label={t("keys.label")}>
      {keys.map(({ sign, name }) => (
        <Key
          key={name}
          type="button"
          tabIndex={-1}
          aria-label={t(`keys.${name}`)}
          onPointerDown={stay}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.onKey(sign)}
        >
          {sign}
        </Key>
      ))}
    </Keys>
  );
}

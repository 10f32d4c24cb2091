import { chakra } from "@chakra-ui/react";
import { ChevronDown } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, type ReactNode, useId } from "react";
import { inputRecipe } from "../theme/recipes.js";

export const Input = chakra("input", inputRecipe);
export const TextArea = chakra("textarea", inputRecipe);
const NativeSelect = chakra("select", inputRecipe);
const SelectFrame = chakra("span", {
  base: {
    position: "relative",
    display: "block",
    minWidth: "0",
    "& select": { appearance: "none", paddingInlineEnd: "9", cursor: "pointer" },
    "& svg": { position: "absolute", insetEnd: "3", top: "calc(50% - 8px)", color: "fg.muted", pointerEvents: "none" },
  },
});

/** A choice from a short list: the system's own menu, in the house's clothes. */
export function Select(props: ComponentProps<typeof NativeSelect>) {
  return (
    <SelectFrame>
      <NativeSelect {...props} />
      <ChevronDown size={16} aria-hidden />
    </SelectFrame>
  );
}

const Frame = chakra("div", {
  base: { display: "flex", flexDirection: "column", gap: "1.5", minWidth: "0", width: "full" },
});
const Label = chakra("label", { base: { fontSize: "md", fontWeight: "medium" } });
const Hint = chakra("p", { base: { fontSize: "sm", color: "fg.muted" } });
const Fault = chakra("p", { base: { fontSize: "sm", color: "fg.danger" } });

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it, said below it and to a screen reader. */
  problem?: string | undefined;
}

interface ControlProps {
  id: string;
  "aria-invalid"?: true;
  "aria-describedby"?: string;
}

/** A label, a control, and what is to be said about it. */
export function Field(props: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const described = [props.hint && `${id}-hint`, props.problem && `${id}-problem`].filter(Boolean).join(" ");
  const control: ControlProps = { id };
  if (props.problem) control["aria-invalid"] = true;
  if (described) control["aria-describedby"] = described;
  return (
    <Frame>
      <Label htmlFor={id}>{props.label}</Label>
      {props.children(control)}
      {props.hint && <Hint id={`${id}-hint`}>{props.hint}</Hint>}
      {props.problem && (
        <Fault id={`${id}-problem`} role="alert">
          {props.problem}
        </Fault>
      )}
    </Frame>
  );
}

type TextFieldProps = FieldProps &
  Omit<ComponentProps<typeof Input>, "onChange" | "value"> & { value: string; onChange: (value: string) => void };

export function TextField({ label, hint, problem, onChange, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => <Input {...input} {...control} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** Enter is a new line here; with Ctrl or ⌘ it sends the form, as it does in every other field. */
function submitOnChord(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.form?.requestSubmit();
}

type TextAreaFieldProps = FieldProps & { value: string; onChange: (value: string) => void; rows?: number };

export function TextAreaField({ label, hint, problem, onChange, ...input }: TextAreaFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <TextArea
          rows={3}
          {...input}
          {...control}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={submitOnChord}
        />
      )}
    </Field>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

type SelectFieldProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  choices: readonly Choice[];
  disabled?: boolean;
};

export function SelectField({ label, hint, problem, onChange, choices, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <Select {...select} {...control} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

const CheckLabel = chakra("label", {
  base: {
    display: "flex",
    gap: "3",
    alignItems: "flex-start",
    cursor: "pointer",
    paddingBlock: { base: "2.5", md: "0" },
  },
});

/** Yes or no, with a word about what it means. */
export function CheckField(props: {
  label: string;
  hint?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <Frame gap="0.5">
      <CheckLabel>
        <input
          type="checkbox"
          checked={props.checked}
          disabled={props.disabled}
          aria-describedby={props.hint ? `${id}-hint` : undefined}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        <span>{props.label}</span>
      </CheckLabel>
      {props.hint && (
        <Hint id={`${id}-hint`} paddingInlineStart="8">
          {props.hint}
        </Hint>
      )}
    </Frame>
  );
}

const Segments = chakra("fieldset", { base: { border: "0", minWidth: "0" } });
const SegmentRow = chakra("div", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    gap: "1",
    bg: "subtle",
    padding: "1",
    borderRadius: "control",
    width: "fit-content",
    maxWidth: "full",
  },
});
const Segment = chakra("label", {
  base: {
    position: "relative",
    display: "inline-flex",
    alignItems: "center",
    minHeight: { base: "control", md: "9" },
    paddingInline: "3",
    borderRadius: "control",
    fontSize: "md",
    fontWeight: "medium",
    color: "fg.muted",
    cursor: "pointer",
    "&:has(:checked)": { bg: "surface", color: "fg" },
    "&:has(:focus-visible)": { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
    "& input": { position: "absolute", inset: "0", opacity: 0, width: "full", height: "full", cursor: "pointer" },
  },
});

/** One of a few, all of them in sight. */
export function SegmentField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly Choice[];
  /** What stands around it says it already to those who see the page. */
  unseenLabel?: boolean;
}) {
  const name = useId();
  return (
    <Segments>
      <chakra.legend fontSize="md" fontWeight="medium" marginBottom="1.5" srOnly={props.unseenLabel}>
        {props.label}
      </chakra.legend>
      <SegmentRow>
        {props.choices.map((choice) => (
          <Segment key={choice.value}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              onChange={() => props.onChange(choice.value)}
            />
            {choice.label}
          </Segment>
        ))}
      </SegmentRow>
    </Segments>
  );
}

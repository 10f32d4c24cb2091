import { chakra } from "@chakra-ui/react";
import { Check, ChevronsUpDown } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { found } from "../lib/word-search.js";
import { Field, Input } from "./Field.js";

/** One thing of a long list; it is found by both of its texts. */
export interface SearchChoice {
  readonly value: string;
  /** Stands in the field once it is chosen. */
  readonly label: string;
  /** Empty where there is none. */
  readonly detail: string;
}

const Control = chakra("span", {
  base: { position: "relative", display: "block", "& input": { paddingInlineEnd: "10" } },
});
const Opener = chakra("button", {
  base: {
    position: "absolute",
    insetEnd: "0",
    top: "0",
    width: "10",
    height: "control",
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    color: "fg.muted",
    cursor: "pointer",
  },
});
const List = chakra("ul", {
  base: {
    position: "absolute",
    zIndex: "menu",
    top: "100%",
    insetEnd: "0",
    marginTop: "1",
    minWidth: "max(100%, min(16rem, 84vw))",
    maxHeight: "72",
    overflowY: "auto",
    padding: "1",
    listStyleType: "none",
    bg: "surface",
    border: "1px solid",
    borderColor: "line",
    borderRadius: "control",
    boxShadow: "float",
  },
});
const Item = chakra("li", {
  base: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "3",
    minHeight: "10",
    paddingInline: "3",
    paddingBlock: "2",
    borderRadius: "control",
    cursor: "pointer",
    fontSize: "md",
    outlineOffset: "-2px",
    "&[aria-selected=true]": { fontWeight: "semibold" },
    "&[data-active]": { bg: "accent.soft", outline: "2px solid transparent" },
    "&:hover:not([data-active])": { bg: "subtle" },
  },
});

interface Props {
  label: string;
  value: string;
  /** In the order in which they are offered. */
  choices: readonly SearchChoice[];
  onChange: (value: string) => void;
  /** What opens the whole list, in words. */
  openLabel: string;
  /** What is said where nothing is like what was typed. */
  noneLabel: string;
}

/** What is typed, what it finds, and which of that is pointed at by the keys. */
function useSearch({ choices, value, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const sought = (typed ?? "").trim().toLocaleLowerCase();
  const matching = open ? found(choices, sought, ({ label, detail }) => `${label} ${detail}`) : [];
  const close = () => {
    setOpen(false);
    setTyped(null);
  };
  return {
    open,
    found: matching,
    active,
    text: typed ?? choices.find((choice) => choice.value === value)?.label ?? value,
    close,
    show: () => {
      if (open) return;
      setOpen(true);
      setActive(
        Math.max(
          0,
          choices.findIndex((choice) => choice.value === value),
        ),
      );
    },
    type: (next: string) => {
      setTyped(next);
      setOpen(true);
      setActive(0);
    },
    move: (by: number) => setActive((active + by + matching.length) % Math.max(matching.length, 1)),
    choose: (choice: SearchChoice | undefined) => {
      if (choice) onChange(choice.value);
      close();
    },
    /** What was written out and left is meant. */
    leave: () => {
      const written = sought && choices.find(({ label }) => label.toLocaleLowerCase() === sought);
      if (written) onChange(written.value);
      close();
    },
  };
}

/** A text field with a list below it that narrows while one types: one of very many. */
export function SearchField(props: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const search = useSearch(props);
  const { open, active } = search;
  const optionId = (index: number) => `${id}-${index}`;
  useEffect(() => {
    if (open) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [open, active, id]);
  const onKeyDown = (event: KeyboardEvent) => {
    // An Enter that ends the composing of a word is of the word.
    if (event.nativeEvent.isComposing) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (open) search.move(step);
      else search.show();
    } else if (open && (event.key === "Enter" || event.key === "Escape")) {
      // Neither sends the form nor closes the sheet that this stands in.
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") search.choose(search.found[active]);
      else search.close();
    }
  };
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) search.leave();
  };
  return (
    <Field label={props.label}>
      {(control) => (
        <Control onBlur={onBlur}>
          <Input
            {...control}
            ref={field}
            role="combobox"
            aria-expanded={open}
            aria-controls={open ? `${id}-list` : undefined}
            aria-autocomplete="list"
            aria-activedescendant={open && search.found.length > 0 ? optionId(active) : undefined}
            autoComplete="off"
            spellCheck={false}
            value={search.text}
            onFocus={(event) => event.target.select()}
            onClick={search.show}
            onChange={(event) => search.type(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <Opener
            type="button"
            tabIndex={-1}
            aria-label={props.openLabel}
            onClick={() => {
              field.current?.focus();
              if (open) search.close();
              else search.show();
            }}
          >
            <ChevronsUpDown size={16} aria-hidden />
          </Opener>
          {open && (
            <Choices
              id={`${id}-list`}
              label={props.label}
              value={props.value}
              noneLabel={props.noneLabel}
              optionId={optionId}
              {...search}
            />
          )}
        </Control>
      )}
    </Field>
  );
}

/** On the screen as a whole: below the end of its field, or its beginning where it would leave the page at the side. */
function bringIntoView(list: HTMLElement | null): void {
  if (!list) return;
  if (list.getBoundingClientRect().left < 0)
    Object.assign(list.style, { insetInlineStart: "0", insetInlineEnd: "auto" });
  list.scrollIntoView({ block: "nearest" });
}

function Choices(props: {
  id: string;
  label: string;
  value: string;
  noneLabel: string;
  found: readonly SearchChoice[];
  active: number;
  optionId: (index: number) => string;
  choose: (choice: SearchChoice) => void;
}) {
  if (props.found.length === 0) {
    return (
      <List as="div" role="status" fontSize="md" color="fg.muted" paddingInline="3" paddingBlock="3">
        {props.noneLabel}
      </List>
    );
  }
  return (
    // The focus stays in the field while one points at the list.
    <List
      ref={bringIntoView}
      id={props.id}
      role="listbox"
      aria-label={props.label}
      onMouseDown={(event) => event.preventDefault()}
    >
      {props.found.map((choice, index) => (
        <Item
          key={choice.value}
          id={props.optionId(index)}
          role="option"
          aria-selected={choice.value === props.value}
          data-active={index === props.active || undefined}
          onClick={() => props.choose(choice)}
        >
          <span>{choice.detail || choice.label}</span>
          {choice.detail && <strong>{choice.label}</strong>}
          {!choice.detail && choice.value === props.value && <Check size={16} aria-hidden />}
        </Item>
      ))}
    </List>
  );
}

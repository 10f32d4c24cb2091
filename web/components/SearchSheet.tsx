import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { ChoiceRows } from "./ChoiceRows.js";
import { TextField } from "./Field.js";
import { Muted, Stack } from "./Layout.js";
import { Sheet } from "./Sheet.js";

interface Section {
  /** What its choices have in common. */
  readonly title: string;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly detail?: string }[];
}

const Title = chakra("p", { base: { color: "fg.muted", fontSize: "sm", paddingInline: "2" } });

/** One of many, in sections, found by typing. */
export function SearchSheet(props: {
  title: string;
  search: string;
  none: string;
  value: string;
  find: (typed: string) => readonly Section[];
  onChange: (value: string) => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState("");
  const sections = props.find(typed.trim());
  const [best] = sections.flatMap(({ choices }) => choices);
  const take = (value: string) => {
    props.onChange(value);
    props.onClose();
  };
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <Stack gap="3">
        <TextField
          label={props.search}
          type="search"
          autoComplete="off"
          spellCheck={false}
          data-first
          value={typed}
          onChange={setTyped}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (typed.trim() && best) take(best.value);
          }}
        />
        {sections.length === 0 && <Muted role="status">{props.none}</Muted>}
        {sections.map(({ title, choices }) => (
          <div key={title}>
            <Title aria-hidden>{title}</Title>
            <ChoiceRows
              label={title}
              value={props.value}
              choices={choices}
              onChange={props.onChange}
              onPointed={props.onClose}
            />
          </div>
        ))}
      </Stack>
    </Sheet>
  );
}

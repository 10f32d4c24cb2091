import { chakra } from "@chakra-ui/react";
import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";

interface Choice {
  readonly value: string;
  readonly label: string;
  /** Stands before the label: a face, a picture. */
  readonly lead?: ReactNode;
  /** Stands behind it, quieter. */
  readonly detail?: string;
}

const List = chakra("fieldset", { base: { border: "0", minWidth: "0" } });
const Line = chakra("label", {
  base: {
    position: "relative",
    display: "flex",
    alignItems: "center",
    gap: "2.5",
    minHeight: "12",
    paddingInline: "2",
    borderRadius: "control",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    "&:has(:focus-visible)": { outline: "2px solid", outlineColor: "focus", outlineOffset: "-2px" },
    "& input": { position: "absolute", inset: "0", opacity: 0, width: "full", height: "full", cursor: "pointer" },
    // A mark and a weight say it, so that a colour need not.
    "& > svg:last-child": { visibility: "hidden", color: "fg.owed", flexShrink: 0 },
    "&:has(:checked) > svg:last-child": { visibility: "visible" },
    "&:has(:checked)": { fontWeight: "semibold" },
  },
});

/**
 * One of a list, each in a row. Whoever points at one is done with it; the arrow keys only move the choice, and so may
 * go past what is not meant.
 */
export function ChoiceRows(props: {
  label: string;
  value: string;
  choices: readonly Choice[];
  columns?: 1 | 2;
  onChange: (value: string) => void;
  onPointed: () => void;
}) {
  const name = useId();
  return (
    <List>
      <chakra.legend srOnly>{props.label}</chakra.legend>
      <chakra.div
        fontSize={props.columns === 2 ? "md" : undefined}
        display="grid"
        gridTemplateColumns={`repeat(${props.columns ?? 1}, minmax(0, 1fr))`}
      >
        {props.choices.map((choice) => (
          <Line key={choice.value}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              onChange={() => props.onChange(choice.value)}
              onClick={(event) => event.detail > 0 && props.onPointed()}
            />
            {choice.lead}
            <chakra.span flex="1" minWidth="0">
              {choice.label}
            </chakra.span>
            {choice.detail && (
              <chakra.span color="fg.muted" fontWeight="normal" fontSize="md">
                {choice.detail}
              </chakra.span>
            )}
            <Check size={18} aria-hidden />
          </Line>
        ))}
      </chakra.div>
    </List>
  );
}

import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../components/Field.js";
import { GroupBadge } from "../../components/GroupBadge.js";
import { Row, Stack } from "../../components/Layout.js";
import type { GroupColour } from "../../gql/graphql.js";

interface Look {
  readonly name: string;
  readonly emoji?: string | null;
  readonly colour: GroupColour;
}

/** Often wanted: a tap is quicker than the keyboard of emoji. */
const EMOJI = ["🏠", "🏖️", "✈️", "🚗", "🎉", "🍽️", "⛺", "❤️", "⚽", "🎓"];

const COLOURS: readonly GroupColour[] = [
  "RED",
  "ORANGE",
  "AMBER",
  "GREEN",
  "TEAL",
  "CYAN",
  "BLUE",
  "VIOLET",
  "PINK",
  "GREY",
];

const Choice = chakra("button", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    width: "control",
    height: "control",
    fontSize: "xl",
    borderRadius: "control",
    border: "2px solid transparent",
    bg: "transparent",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    "&[aria-pressed=true]": { borderColor: "accent" },
  },
});
const Swatches = chakra("div", { base: { display: "flex", flexWrap: "wrap", gap: "1" } });
const Swatch = chakra("label", {
  base: {
    display: "inline-flex",
    padding: "0.5",
    borderRadius: "card",
    border: "2px solid transparent",
    cursor: "pointer",
    "&:has(:checked)": { borderColor: "accent" },
    "&:has(:focus-visible)": { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
    "& input": { position: "absolute", opacity: 0, width: "1px", height: "1px" },
  },
});

/** One emoji for a group: one of those that are often wanted, or any other. */
export function EmojiField(props: { value: string; onChange: (emoji: string) => void; problem?: string | undefined }) {
  const { t } = useTranslation();
  const { onChange, value } = props;
  return (
    <Stack gap="1">
      <TextField
        label={t("group.emoji")}
        autoComplete="off"
        value={value}
        onChange={onChange}
        problem={props.problem}
      />
      <Swatches>
        {EMOJI.map((emoji) => (
          <Choice
            key={emoji}
            type="button"
            aria-pressed={emoji === value}
            onClick={() => onChange(emoji === value ? "" : emoji)}
          >
            {emoji}
          </Choice>
        ))}
      </Swatches>
    </Stack>
  );
}

/** What a group's pages wear. */
export function LookFields(props: {
  look: Look;
  onChange: (part: { emoji: string | null } | { colour: GroupColour }) => void;
  problem?: string | undefined;
}) {
  const { t } = useTranslation();
  const { look, onChange } = props;
  return (
    <>
      <EmojiField
        value={look.emoji ?? ""}
        onChange={(emoji) => onChange({ emoji: emoji.trim() || null })}
        problem={props.problem}
      />
      <chakra.fieldset border="0" minWidth="0">
        <chakra.legend fontWeight="medium" marginBottom="1">
          {t("group.colour")}
        </chakra.legend>
        <Row>
          <Swatches>
            {COLOURS.map((colour) => (
              <Swatch key={colour}>
                <input
                  type="radio"
                  name="colour"
                  aria-label={t(`value.${colour}`)}
                  checked={look.colour === colour}
                  onChange={() => onChange({ colour })}
                />
                <GroupBadge group={{ ...look, colour }} />
              </Swatch>
            ))}
          </Swatches>
        </Row>
      </chakra.fieldset>
    </>
  );
}

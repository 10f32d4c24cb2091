import { chakra } from "@chakra-ui/react";
import { X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Field, Input } from "../../components/Field.js";
import { everybodyOf, type PeopleDraft } from "./people-draft.js";

const Chips = chakra("ul", { base: { display: "flex", flexWrap: "wrap", gap: "2", listStyleType: "none" } });
const PersonChip = chakra("li", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    minHeight: "9",
    maxWidth: "full",
    paddingInline: "3",
    bg: "subtle",
    borderRadius: "chip",
    border: "1px solid transparent",
  },
});
const Remove = chakra("button", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    flexShrink: 0,
    width: "9",
    height: "9",
    marginInlineEnd: "-3",
    borderRadius: "chip",
    bg: "transparent",
    cursor: "pointer",
    _hover: { bg: "line" },
  },
});

/** Who else is in it: a name and Enter, or several with commas between them. */
export function PeopleField(props: {
  draft: PeopleDraft;
  onChange: (draft: PeopleDraft) => void;
  problem?: string | undefined;
}) {
  const { t } = useTranslation();
  const { draft, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const take = (typed: string) => onChange({ people: everybodyOf({ ...draft, typed }), typed: "" });
  return (
    <>
      <Field label={t("group.people")} hint={t("group.peopleHint")} problem={props.problem}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            autoComplete="off"
            enterKeyHint="done"
            placeholder={t("group.peoplePlaceholder")}
            value={draft.typed}
            onChange={({ target: { value } }) =>
              /[,;]/.test(value) ? take(value) : onChange({ ...draft, typed: value })
            }
            onKeyDown={(event) => {
              // An Enter that ends the composing of a word is of the word.
              if (event.nativeEvent.isComposing) return;
              if (event.key === "Enter" && draft.typed.trim() !== "" && !event.metaKey && !event.ctrlKey) {
                event.preventDefault();
                take(draft.typed);
              }
              if (event.key === "Backspace" && draft.typed === "" && !event.repeat) {
                onChange({ ...draft, people: draft.people.slice(0, -1) });
              }
            }}
          />
        )}
      </Field>
      <Chips aria-label={t("group.peopleList")}>
        <PersonChip>{t("group.you")}</PersonChip>
        {draft.people.map((person) => (
          <PersonChip key={person.key}>
            {person.text}
            <Remove
              type="button"
              aria-label={t("group.memberRemove", { name: person.text })}
              onClick={() => {
                onChange({ ...draft, people: draft.people.filter((each) => each !== person) });
                input.current?.focus();
              }}
            >
              <X size={16} aria-hidden />
            </Remove>
          </PersonChip>
        ))}
      </Chips>
    </>
  );
}

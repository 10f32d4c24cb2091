import { chakra } from "@chakra-ui/react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { SplitMode } from "../../../server/kernel/split.js";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { Input } from "../../components/Field.js";
import { Muted, Row, Rows, Stack } from "../../components/Layout.js";
import { usePeopleSearch } from "./PeopleSearch.js";
import { MANY_PEOPLE } from "./people-search.js";
import { ShareOutput } from "./ShareOutput.js";
import type { PartsDraft } from "./split-draft.js";

interface Member {
  readonly id: string;
  readonly name: string;
}

interface Props {
  members: readonly Member[];
  draft: PartsDraft & { readonly mode: SplitMode; readonly currency: string };
  shares: ReadonlyMap<string, string> | null;
  onChange: (part: Partial<PartsDraft>) => void;
  problemOf: (memberId: string) => string | undefined;
}

const Line = chakra("li", {
  base: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    columnGap: "3",
    rowGap: "1",
    alignItems: "center",
    minHeight: "row",
    paddingBlock: "2",
  },
});
const Name = chakra("label", {
  base: { display: "flex", alignItems: "center", gap: "3", minWidth: "0", minHeight: "10" },
});

/** Each member's line of the split: whether and with what they take part, and what that comes to. */
export function SplitFields(props: Props) {
  const { t } = useTranslation();
  const { shown, search } = usePeopleSearch(props.members);
  const { draft, onChange } = props;
  const isMany = props.members.length >= MANY_PEOPLE;
  const areChosen = draft.mode === "EQUAL" || draft.mode === "ADJUSTMENT";
  const shownIds = shown.map((member) => member.id);
  const others = draft.taking.filter((id) => !shownIds.includes(id));
  return (
    <Stack gap="2">
      {search}
      {isMany && areChosen && (
        <Row flexWrap="wrap" gap="2">
          <Button size="sm" onClick={() => onChange({ taking: [...others, ...shownIds] })}>
            {t("split.all")}
          </Button>
          <Button size="sm" onClick={() => onChange({ taking: others })}>
            {t("split.nobody")}
          </Button>
          <Muted fontSize="sm" role="status">
            {t("split.taking", { count: draft.taking.length, of: props.members.length })}
          </Muted>
        </Row>
      )}
      <Rows>
        {shown.map((member) => (
          <SplitLine key={member.id} {...props} member={member} />
        ))}
      </Rows>
    </Stack>
  );
}

function SplitLine({ member, draft, shares, onChange, problemOf }: Props & { member: Member }) {
  const { t } = useTranslation();
  const id = useId();
  const { mode, taking } = draft;
  const chosen = mode === "EQUAL" || mode === "ADJUSTMENT";
  const takes = taking.includes(member.id);
  const problem = problemOf(member.id);
  const toggle = () =>
    onChange({ taking: takes ? taking.filter((each) => each !== member.id) : [...taking, member.id] });
  return (
    <Line>
      <Name htmlFor={id}>
        {chosen && <input id={id} type="checkbox" checked={takes} onChange={toggle} />}
        <Avatar id={member.id} name={member.name} size="sm" />
        <chakra.span truncate>{member.name}</chakra.span>
      </Name>
      <chakra.span display="flex" alignItems="center" gap="3">
        {mode !== "EQUAL" && (
          <Input
            id={chosen ? undefined : id}
            kind="amount"
            width={{ base: "20", md: "24" }}
            inputMode="decimal"
            autoComplete="off"
            disabled={chosen && !takes}
            aria-label={t(`split.${mode}_field`, { name: member.name })}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? `${id}-problem` : undefined}
            value={draft.values[mode][member.id] ?? ""}
            onChange={(event) =>
              onChange({
                values: { ...draft.values, [mode]: { ...draft.values[mode], [member.id]: event.target.value } },
              })
            }
          />
        )}
        <ShareOutput name={member.name} share={shares?.get(member.id)} currency={draft.currency} />
      </chakra.span>
      <Fault id={`${id}-problem`} text={problem} wide />
    </Line>
  );
}

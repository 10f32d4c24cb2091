import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { CheckField, TextField } from "../../components/Field.js";
import { Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import type { Outcome } from "../../lib/outcome.js";
import { useHouseholdCreate, useHouseholdDissolve, useHouseholdUpdate } from "./writes.js";

export const HouseholdPanel_group = graphql(`
  fragment HouseholdPanel_group on Group {
    id
    households {
      id
      name
      members {
        id
        name
      }
    }
    members {
      id
      name
      leftAt
      household {
        id
      }
    }
  }
`);

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "3", minHeight: "row", paddingBlock: "3" },
});

interface Person {
  readonly id: string;
  readonly name: string;
}

interface Household extends Person {
  readonly members: readonly Person[];
}

/** Who settles as one: couples and families in a group. */
export function HouseholdPanel(props: { group: FragmentType<typeof HouseholdPanel_group>; administers: boolean }) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: HouseholdPanel_group, from: props.group });
  const [edited, setEdited] = useState<string | null>(null);
  const create = useHouseholdCreate();
  const update = useHouseholdUpdate();
  const [newHouseholdId, setNewHouseholdId] = useState(() => newId("hsh"));
  const present = group.members.filter((member) => !member.leftAt);
  const free = (householdId: string | null) =>
    present.filter((member) => !member.household || member.household.id === householdId);
  const closeForm = () => setEdited(null);

  return (
    <Surface aria-labelledby="households">
      <Stack>
        <Heading id="households">{t("household.title")}</Heading>
        <Muted>{t("household.text")}</Muted>
        {group.households.length > 0 && (
          <Rows>
            {group.households.map((household) => (
              <HouseholdLine
                key={household.id}
                household={household}
                administers={props.administers && edited === null}
                onEdit={() => setEdited(household.id)}
              >
                {edited === household.id && (
                  <HouseholdForm
                    start={household}
                    people={free(household.id)}
                    save={(name, memberIds) => update({ id: household.id, name, memberIds })}
                    onEnd={closeForm}
                  />
                )}
              </HouseholdLine>
            ))}
          </Rows>
        )}
        {props.administers && edited === null && free(null).length > 1 && (
          <div>
            <Button onClick={() => setEdited(newHouseholdId)}>
              <Plus size={18} aria-hidden /> {t("household.add")}
            </Button>
          </div>
        )}
        {edited === newHouseholdId && (
          <HouseholdForm
            start={{ id: newHouseholdId, name: "", members: [] }}
            people={free(null)}
            save={(name, memberIds) => create({ id: newHouseholdId, groupId: group.id, name, memberIds })}
            onEnd={() => {
              setNewHouseholdId(newId("hsh"));
              closeForm();
            }}
          />
        )}
      </Stack>
    </Surface>
  );
}

interface LineProps {
  household: Household;
  administers: boolean;
  onEdit: () => void;
  children: ReactNode;
}

function HouseholdLine({ household, administers, onEdit, children }: LineProps) {
  const { t } = useTranslation();
  const dissolve = useHouseholdDissolve();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  return (
    <Line>
      <chakra.span flex="1 1 12rem" minWidth="0">
        <chakra.strong display="block" fontWeight="medium" overflowWrap="anywhere">
          {household.name}
        </chakra.strong>
        <Muted as="span" fontSize="sm">
          {household.members.map((member) => member.name).join(", ")}
        </Muted>
      </chakra.span>
      {administers && (
        <Row flexWrap="wrap">
          <Button size="sm" aria-label={t("household.editName", { name: household.name })} onClick={onEdit}>
            {t("household.edit")}
          </Button>
          <Button
            size="sm"
            disabled={pending}
            aria-label={t("household.dissolveName", { name: household.name })}
            onClick={() =>
              void submit(
                () => dissolve({ id: household.id }),
                () => toast(t("household.dissolved")),
              )
            }
          >
            {t("household.dissolve")}
          </Button>
        </Row>
      )}
      {problem && <Notice tone="danger">{problem}</Notice>}
      {children}
    </Line>
  );
}

interface FormProps {
  start: Household;
  people: readonly Person[];
  save: (name: string, memberIds: string[]) => Promise<Outcome<Person>>;
  onEnd: () => void;
}

function HouseholdForm({ start, people, save, onEnd }: FormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(start.name);
  // Whoever has left the group cannot be chosen, and so goes with the next change.
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    start.members.map((member) => member.id).filter((id) => people.some((person) => person.id === id)),
  );
  const { submit, pending, problem, problemAt } = useSubmit<Person>(["name", "memberIds"]);
  const names = people.filter((person) => chosen.includes(person.id)).map((person) => person.name);
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <chakra.form
      noValidate
      width="full"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => save(name.trim() || names.join(" & "), [...chosen]),
          () => {
            toast(t("household.saved"));
            onEnd();
          },
        );
      }}
    >
      <Stack gap="4">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <chakra.fieldset border="0" minWidth="0">
          <chakra.legend fontWeight="medium">{t("household.who")}</chakra.legend>
          <Stack gap="2" marginTop="2">
            {people.map((person) => (
              <CheckField
                key={person.id}
                label={person.name}
                checked={chosen.includes(person.id)}
                onChange={() => toggle(person.id)}
              />
            ))}
          </Stack>
        </chakra.fieldset>
        <Fault text={problemAt("memberIds")} />
        <TextField
          label={t("household.name")}
          placeholder={names.join(" & ")}
          value={name}
          onChange={setName}
          problem={problemAt("name")}
        />
        <Row flexWrap="wrap">
          <Button type="submit" look="primary" pending={pending} disabled={chosen.length < 2}>
            {t("household.save")}
          </Button>
          <Button onClick={onEnd}>{t("common.back")}</Button>
        </Row>
      </Stack>
    </chakra.form>
  );
}

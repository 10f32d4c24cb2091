import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { DefaultSplitForm } from "./DefaultSplitForm.js";
import type { StoredDefault } from "./default-split.js";
import { type Resplit, useDefaultSplitSet } from "./useDefaultSplitSet.js";

export const DefaultSplits_group = graphql(`
  fragment DefaultSplits_group on Group {
    id
    currency
    members {
      id
      name
      leftAt
    }
    categories {
      id
      name
    }
    defaultSplits {
      category {
        id
        name
      }
      split {
        mode
        parts {
          member {
            id
            name
          }
          value
        }
      }
    }
  }
`);

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "3", minHeight: "row", paddingBlock: "3" },
});

/** How a group's expenses are split unless somebody says otherwise. */
export function DefaultSplits(props: { group: FragmentType<typeof DefaultSplits_group>; writes: boolean }) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: DefaultSplits_group, from: props.group });
  const [open, setOpen] = useState(false);
  return (
    <Surface aria-labelledby="default-splits">
      <Stack>
        <Heading id="default-splits">{t("defaultSplit.title")}</Heading>
        <Muted>{t("defaultSplit.text")}</Muted>
        {group.defaultSplits.length === 0 ? (
          <p>{t("defaultSplit.none")}</p>
        ) : (
          <Rows>
            {group.defaultSplits.map((each) => (
              <DefaultLine
                key={each.category?.id ?? "all"}
                groupId={group.id}
                stored={each}
                name={each.category ? t(`category.${each.category.name}`, each.category.name) : t("defaultSplit.all")}
                people={each.split.parts.map(({ member, value }) => (value ? `${member.name} ${value}` : member.name))}
                writes={props.writes && !open}
              />
            ))}
          </Rows>
        )}
        {props.writes && !open && (
          <div>
            <Button onClick={() => setOpen(true)}>{t("defaultSplit.set")}</Button>
          </div>
        )}
        {open && (
          <DefaultSplitForm
            groupId={group.id}
            currency={group.currency}
            members={group.members.filter((member) => !member.leftAt)}
            categories={group.categories}
            defaults={group.defaultSplits}
            onEnd={() => setOpen(false)}
          />
        )}
      </Stack>
    </Surface>
  );
}

interface LineProps {
  groupId: string;
  stored: StoredDefault;
  name: string;
  people: readonly string[];
  writes: boolean;
}

function DefaultLine({ groupId, stored, name, people, writes }: LineProps) {
  const { t } = useTranslation();
  const set = useDefaultSplitSet();
  const { submit, pending, problem } = useSubmit<readonly Resplit[]>();
  return (
    <Line>
      <chakra.span flex="1 1 12rem" minWidth="0">
        <chakra.strong display="block" fontWeight="medium">
          {name}
        </chakra.strong>
        <Muted as="span" fontSize="sm" overflowWrap="anywhere">
          {t(`split.${stored.split.mode}`)}
          {": "}
          {people.length > 0 ? people.join(", ") : t("defaultSplit.everybody")}
        </Muted>
      </chakra.span>
      {writes && (
        <Row>
          <Button
            size="sm"
            disabled={pending}
            aria-label={t("defaultSplit.removeName", { name })}
            onClick={() =>
              void submit(
                () => set({ groupId, categoryId: stored.category?.id ?? null, split: null }),
                () => toast(t("defaultSplit.removed")),
              )
            }
          >
            {t("defaultSplit.remove")}
          </Button>
        </Row>
      )}
      {problem && <Notice tone="danger">{problem}</Notice>}
    </Line>
  );
}

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
import { useFormat } from "../../lib/format.js";
import { DefaultSplitForm } from "./DefaultSplitForm.js";
import { goneFrom, type StoredDefault } from "./default-split.js";
import { type Resplit, useDefaultSplitSet } from "./writes.js";

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
  /** For which category a default is being set, null for all; undefined where none is. */
  const [setting, setSetting] = useState<string | null | undefined>();
  const open = setting !== undefined;
  const present = group.members.filter((member) => !member.leftAt);
  const presentIds = present.map((member) => member.id);
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
                gone={goneFrom(each, presentIds).map((member) => member.name)}
                people={each.split.parts.map(({ member, value }) => (value ? `${member.name} ${value}` : member.name))}
                writes={props.writes && !open}
                onSetNew={() => setSetting(each.category?.id ?? null)}
              />
            ))}
          </Rows>
        )}
        {props.writes && !open && (
          <div>
            <Button onClick={() => setSetting(null)}>{t("defaultSplit.set")}</Button>
          </div>
        )}
        {open && (
          <DefaultSplitForm
            groupId={group.id}
            currency={group.currency}
            members={present}
            categories={group.categories}
            defaults={group.defaultSplits}
            startCategoryId={setting}
            onEnd={() => setSetting(undefined)}
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
  /** Those of them who left. */
  gone: readonly string[];
  writes: boolean;
  onSetNew: () => void;
}

function DefaultLine({ groupId, stored, name, people, gone, writes, onSetNew }: LineProps) {
  const { t } = useTranslation();
  const { list } = useFormat();
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
        <Row flexWrap="wrap">
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
      {gone.length > 0 && (
        <Notice tone="warn" title={t("defaultSplit.staleTitle", { count: gone.length, names: list(gone) })}>
          <p>{t("defaultSplit.staleText")}</p>
          {writes && (
            <Button size="sm" onClick={onSetNew}>
              {t("defaultSplit.setNew")}
            </Button>
          )}
        </Notice>
      )}
      {problem && <Notice tone="danger">{problem}</Notice>}
    </Line>
  );
}

import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Check, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../components/Button.js";
import { SelectField } from "../../components/Field.js";
import { Chip, Heading, Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { TextLink } from "../../components/TextLink.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { ImportPersonInput, ImportPreview_ImportFragment } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { UndoImport } from "./UndoImport.js";
import { useImportCommit } from "./useImportCommit.js";

export const ImportPreview_import = graphql(`
  fragment ImportPreview_import on Import {
    id
    state
    fileName
    expenseCount
    settlementCount
    knownCount
    into {
      id
      name
      viewerMember {
        id
      }
      members {
        id
        name
        leftAt
        user {
          id
        }
      }
    }
    people {
      name
      importer
      member {
        id
        name
      }
    }
    totals {
      person
      computed {
        amount
        currency
      }
      stated {
        amount
        currency
      }
    }
    problems {
      line
      message
    }
    kept {
      __typename
      ... on Expense {
        id
        title
      }
      ... on Settlement {
        id
        amount {
          amount
          currency
        }
      }
    }
  }
`);

type Imported = ImportPreview_ImportFragment;

const Table = chakra("table", {
  base: {
    width: "full",
    borderCollapse: "collapse",
    "& th, & td": {
      paddingBlock: "2",
      paddingInline: "2",
      borderBottom: "1px solid",
      borderColor: "line",
      textAlign: "start",
    },
    "& th": { fontWeight: "medium" },
    "& thead th": { fontSize: "sm", color: "fg.muted" },
    "& .money": { textAlign: "end" },
  },
});
const Scroll = chakra("div", { base: { overflowX: "auto" } });
const Figures = chakra("dl", {
  base: {
    display: "grid",
    gridTemplateColumns: "repeat(3, 1fr)",
    gap: "3",
    "& dt": { color: "fg.muted", fontSize: "sm" },
    "& dd": { fontSize: "xl", fontWeight: "semibold", fontVariantNumeric: "tabular-nums" },
  },
});

/** What a file holds, whom its people are, and whether it adds up; then the one press that takes it over. */
export function ImportPreview(props: { import: FragmentType<typeof ImportPreview_import> }) {
  const { t } = useTranslation();
  const { data: imported } = useSuspenseFragment({ fragment: ImportPreview_import, from: props.import });
  const previewed = imported.state === "PREVIEWED";
  return (
    <Stack gap="4">
      {imported.state === "COMMITTED" && (
        <Notice tone="good" title={t("import.committed")} live>
          {imported.into && (
            <div>
              <ButtonLink look="primary" to={`/groups/${imported.into.id}/expenses`}>
                {t("import.open", { name: imported.into.name })}
              </ButtonLink>
            </div>
          )}
          <UndoImport importId={imported.id} />
        </Notice>
      )}
      {imported.state === "UNDONE" && <Undone imported={imported} />}
      <Surface>
        <Figures>
          <Figure label={t("import.expensesLabel")} value={imported.expenseCount} />
          <Figure label={t("import.settlementsLabel")} value={imported.settlementCount} />
          <Figure label={t("import.knownLabel")} value={imported.knownCount} />
        </Figures>
        {imported.knownCount > 0 && <Muted marginTop="2">{t("import.knownText")}</Muted>}
      </Surface>
      {previewed && <People imported={imported} />}
      <Totals imported={imported} />
      {imported.problems.length > 0 && (
        <Surface aria-labelledby="problems">
          <Heading id="problems">{t("import.problems", { count: imported.problems.length })}</Heading>
          <Muted marginBottom="2">{t("import.problemsText")}</Muted>
          <Scroll tabIndex={0} role="region" aria-labelledby="problems" maxHeight="80" overflowY="auto">
            <Table>
              <thead>
                <tr>
                  <th scope="col">{t("import.line")}</th>
                  <th scope="col">{t("import.what")}</th>
                </tr>
              </thead>
              <tbody>
                {imported.problems.map((problem) => (
                  <tr key={`${problem.line} ${problem.message}`}>
                    <th scope="row">{problem.line}</th>
                    <td>{problem.message}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </Scroll>
        </Surface>
      )}
    </Stack>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const NEW = "new";
const ME = "me";

/** Says who each person of the file is, and commits. */
function People({ imported }: { imported: Imported }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const commit = useImportCommit();
  const { submit, pending, problem, problemAt } = useSubmit<{ groupId: string }>(["people"]);
  const viewerMemberId = imported.into?.viewerMember?.id;
  // Whoever left with an import that was undone comes back with the next one.
  const returning = new Set(imported.people.map(({ member }) => member?.id));
  const members = (imported.into?.members ?? []).filter(
    (member) => (!member.leftAt || returning.has(member.id)) && member.id !== viewerMemberId,
  );
  const suggested = ({ importer, member }: Imported["people"][number]) => (importer ? ME : (member?.id ?? NEW));
  const answerOf = (person: Imported["people"][number]) => chosen[person.name] ?? suggested(person);
  const choices = [
    { value: NEW, label: t("import.asNew") },
    { value: ME, label: t("import.asMe") },
    ...members.map((member) => ({ value: member.id, label: member.name })),
  ];
  const people: ImportPersonInput[] = imported.people.map((person) => {
    const answer = answerOf(person);
    if (answer === ME) return { name: person.name, viewer: true };
    return { name: person.name, memberId: answer === NEW ? null : answer };
  });
  const nothing = imported.expenseCount + imported.settlementCount === 0;
  return (
    <Surface aria-labelledby="people">
      <Stack>
        <Heading id="people">{t("import.people")}</Heading>
        <Muted>{t("import.peopleText")}</Muted>
        {problem && <Notice tone="danger">{problem}</Notice>}
        {imported.people.map((person, index) => (
          <SelectField
            key={person.name}
            label={person.name}
            value={answerOf(person)}
            onChange={(answer) => setChosen({ ...chosen, [person.name]: answer })}
            choices={choices}
            problem={problemAt("people", String(index))}
          />
        ))}
        {nothing && <Notice tone="info">{<p>{t("import.nothing")}</p>}</Notice>}
        <Row>
          <Button
            look="primary"
            disabled={pending || nothing}
            onClick={() =>
              void submit(
                () => commit({ id: imported.id, people }),
                () => toast(t("import.committed")),
              )
            }
          >
            {t(pending ? "import.committing" : "import.commit")}
          </Button>
        </Row>
      </Stack>
    </Surface>
  );
}

/** What the rows come to, beside what the file says itself. */
function Totals({ imported }: { imported: Imported }) {
  const { t } = useTranslation();
  if (imported.totals.length === 0) return null;
  return (
    <Surface aria-labelledby="totals">
      <Heading id="totals">{t("import.totals")}</Heading>
      <Scroll tabIndex={0} role="region" aria-labelledby="totals">
        <Table>
          <thead>
            <tr>
              <th scope="col">{t("import.person")}</th>
              <th scope="col" className="money">
                {t("import.computed")}
              </th>
              <th scope="col" className="money">
                {t("import.stated")}
              </th>
              <th scope="col">{t("import.check")}</th>
            </tr>
          </thead>
          <tbody>
            {imported.totals.map(({ person, computed, stated }) => (
              <tr key={`${person} ${computed.currency}`}>
                <th scope="row">{person}</th>
                <td className="money">
                  <Money value={computed} />
                </td>
                <td className="money">{stated ? <Money value={stated} /> : "–"}</td>
                <td>
                  {!stated ? (
                    t("import.notStated")
                  ) : stated.amount === computed.amount ? (
                    <Chip tone="accent">
                      <Check size={14} aria-hidden /> {t("import.agrees")}
                    </Chip>
                  ) : (
                    <Chip tone="warn">
                      <TriangleAlert size={14} aria-hidden /> {t("import.differs")}
                    </Chip>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Scroll>
    </Surface>
  );
}

function Undone({ imported }: { imported: Imported }) {
  const { t } = useTranslation();
  return (
    <Notice tone="info" title={t("import.undone")} live>
      {imported.into && <TextLink to={`/groups/${imported.into.id}/expenses`}>{imported.into.name}</TextLink>}
      {imported.kept.length > 0 && (
        <>
          <p>{t("import.kept", { count: imported.kept.length })}</p>
          <ul>
            {imported.kept.map((kept) =>
              kept.__typename === "Expense" ? (
                <li key={kept.id}>
                  <TextLink to={`/expenses/${kept.id}`}>{kept.title}</TextLink>
                </li>
              ) : kept.__typename === "Settlement" ? (
                <li key={kept.id}>
                  <Money value={kept.amount} />
                </li>
              ) : null,
            )}
          </ul>
        </>
      )}
    </Notice>
  );
}

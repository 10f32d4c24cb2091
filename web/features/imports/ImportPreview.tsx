import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../components/Button.js";
import { SelectField } from "../../components/Field.js";
import { Heading, Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { TextLink } from "../../components/TextLink.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { ImportCommitInput, ImportPersonInput, ImportPreview_ImportFragment } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { type AgainWishes, ImportAgain } from "./ImportAgain.js";
import { ImportQuestions } from "./ImportQuestions.js";
import { ImportTotals } from "./ImportTotals.js";
import { UndoImport } from "./UndoImport.js";
import { type ImportOutcome, useImportTrial } from "./useImportTrial.js";
import { useImportCommit } from "./writes.js";

export const ImportPreview_import = graphql(`
  fragment ImportPreview_import on Import {
    id
    state
    format
    fileName
    encoding
    uploadId
    groupName
    ...ImportOutcome @unmask
    questions {
      kind
      line
      text
      choices {
        dayOrder
        date
      }
    }
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

type ImportFile = ImportPreview_ImportFragment;

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
  const { data: imported } = useSuspenseFragment({
    fragment: ImportPreview_import,
    fragmentName: "ImportPreview_import",
    from: props.import,
  });
  const [chosen, setChosen] = useState<PersonChoices>({});
  const [again, setAgain] = useState<AgainWishes>({ takeBack: false, replace: false });
  const previewed = imported.state === "PREVIEWED";
  const asked = previewed && imported.questions.length > 0;
  const wishes = { id: imported.id, people: peopleOf(imported, chosen), ...again };
  const isUntouched = Object.keys(chosen).length === 0 && !again.takeBack && !again.replace;
  const trial = useImportTrial(imported, !previewed || asked || isUntouched ? null : wishes);
  const outcome = trial.outcome ?? { ...imported, totals: imported.totals.map((total) => ({ ...total, after: null })) };
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
      {asked && <ImportQuestions asking={imported} />}
      <Surface>
        <Figures>
          <Figure label={t("import.expensesLabel")} value={outcome.expenseCount} />
          <Figure label={t("import.settlementsLabel")} value={outcome.settlementCount} />
          <Figure label={t("import.knownLabel")} value={outcome.knownCount} />
        </Figures>
        {imported.encoding !== "UTF-8" && (
          <Muted marginTop="2">{t("import.encoding", { encoding: imported.encoding })}</Muted>
        )}
      </Surface>
      {previewed && !asked && <People imported={imported} chosen={chosen} onChange={setChosen} />}
      <UnknownPayers rows={outcome.unknownPayers} />
      {previewed && !asked && <ImportAgain outcome={outcome} wishes={again} onChange={setAgain} />}
      <chakra.div aria-busy={trial.pending} opacity={trial.pending ? 0.6 : undefined}>
        <ImportTotals totals={outcome.totals} committed={!previewed} />
      </chakra.div>
      {outcome.problems.length > 0 && <Problems problems={outcome.problems} />}
      {previewed && !asked && <Commit wishes={wishes} outcome={outcome} />}
    </Stack>
  );
}

/** How many rows do not say who paid, and what that does to what was spent. */
function UnknownPayers({ rows }: { rows: ImportOutcome["unknownPayers"] }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  if (rows.length === 0) return null;
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  return (
    <Notice tone="warn" title={t("import.unknownPayers", { count })}>
      {rows.map(({ cost, booked }) => (
        <p key={cost.currency}>{t("import.unknownPayersText", { cost: money(cost), booked: money(booked) })}</p>
      ))}
    </Notice>
  );
}

function Problems({ problems }: { problems: ImportOutcome["problems"] }) {
  const { t } = useTranslation();
  return (
    <Surface aria-labelledby="problems">
      <Heading id="problems">{t("import.problems", { count: problems.length })}</Heading>
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
            {problems.map((problem) => (
              <tr key={`${problem.line} ${problem.message}`}>
                <th scope="row">{problem.line}</th>
                <td>{problem.message}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Scroll>
    </Surface>
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

/** Who was chosen for a person of the file, by their name there. */
type PersonChoices = Readonly<Record<string, string>>;

function answerOf({ name, importer, member }: ImportFile["people"][number], chosen: PersonChoices): string {
  return chosen[name] ?? (importer ? ME : (member?.id ?? NEW));
}

function peopleOf(imported: ImportFile, chosen: PersonChoices): ImportPersonInput[] {
  return imported.people.map((person) => {
    const answer = answerOf(person, chosen);
    if (answer === ME) return { name: person.name, viewer: true };
    return { name: person.name, memberId: answer === NEW ? null : answer };
  });
}

/** Says who each person of the file is. */
function People(props: { imported: ImportFile; chosen: PersonChoices; onChange: (chosen: PersonChoices) => void }) {
  const { t } = useTranslation();
  const { imported, chosen, onChange } = props;
  const viewerMemberId = imported.into?.viewerMember?.id;
  // Whoever left with an import that was undone comes back with the next one.
  const returning = new Set(imported.people.map(({ member }) => member?.id));
  const members = (imported.into?.members ?? []).filter(
    (member) => (!member.leftAt || returning.has(member.id)) && member.id !== viewerMemberId,
  );
  const choices = [
    { value: NEW, label: t("import.asNew") },
    { value: ME, label: t("import.asMe") },
    ...members.map((member) => ({ value: member.id, label: member.name })),
  ];
  const answers = imported.people.map((person) => answerOf(person, chosen));
  return (
    <Surface aria-labelledby="people">
      <Stack>
        <Heading id="people">{t("import.people")}</Heading>
        {imported.people.map((person, index) => {
          const answer = answers[index]!;
          const isTwice = answer !== NEW && answers.indexOf(answer) < index;
          return (
            <SelectField
              key={person.name}
              label={person.name}
              value={answer}
              onChange={(value) => onChange({ ...chosen, [person.name]: value })}
              choices={choices}
              problem={isTwice ? t("problem.DUPLICATE") : undefined}
            />
          );
        })}
      </Stack>
    </Surface>
  );
}

/** The one press that takes it over. */
function Commit({ wishes, outcome }: { wishes: ImportCommitInput; outcome: ImportOutcome }) {
  const { t } = useTranslation();
  const commit = useImportCommit();
  const { submit, pending, problem } = useSubmit<{ groupId: string }>();
  const takesBack = wishes.takeBack && outcome.gone.some(({ kept }) => !kept);
  const nothing = outcome.expenseCount + outcome.settlementCount === 0 && !takesBack;
  return (
    <Surface>
      <Stack gap="3">
        {problem && <Notice tone="danger">{problem}</Notice>}
        {nothing && <Notice tone="info">{<p>{t("import.nothing")}</p>}</Notice>}
        <Row flexWrap="wrap">
          <Button
            look="primary"
            disabled={pending || nothing}
            onClick={() =>
              void submit(
                () => commit(wishes),
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

function Undone({ imported }: { imported: ImportFile }) {
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

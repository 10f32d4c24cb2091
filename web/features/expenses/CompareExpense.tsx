import { chakra } from "@chakra-ui/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Heading, Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { draftOf, type ExpenseInputFields, readDraft } from "./expense-draft.js";
import type { CurrentExpense } from "./stale.js";

interface NamedThing {
  readonly id: string;
  readonly name: string;
}

const Table = chakra("table", {
  base: {
    width: "full",
    borderCollapse: "collapse",
    "& th, & td": {
      padding: "2",
      textAlign: "start",
      verticalAlign: "top",
      borderBottom: "1px solid",
      borderColor: "line",
    },
    "& thead th": { fontSize: "sm", color: "fg.muted" },
    "& tbody th": { fontWeight: "medium", color: "fg.muted", fontSize: "sm" },
    "& tr[data-differs] td": { bg: "wash.warn", fontWeight: "medium" },
  },
});

function withWeight(name: string, weight: string): string {
  return weight === "1" ? name : `${name} × ${weight}`;
}

/** Mine beside theirs: somebody else saved first, and a person decides which it is. */
export function CompareExpense(props: {
  mine: ExpenseInputFields;
  theirs: CurrentExpense;
  expenseId: string;
  members: readonly NamedThing[];
  categories: readonly NamedThing[];
  pending: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const { t } = useTranslation();
  const { locale, day, money } = useFormat();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);

  const memberIds = props.members.map((member) => member.id);
  const theirs = readDraft(draftOf(props.theirs, locale), { expenseId: props.expenseId, memberIds, locale }).input;
  const nameOf = (names: readonly NamedThing[], id: string | null) => names.find((each) => each.id === id)?.name ?? "–";
  const partsOf = ({ split }: ExpenseInputFields) =>
    split.parts.map(({ memberId, value }) => [nameOf(props.members, memberId), value].filter(Boolean).join(" "));
  const linesOf = ({ split, total }: ExpenseInputFields) =>
    split.items.map(({ name, amount, kind, claims }) => {
      const said = kind === "ITEM" ? name : `${t(`bill.kind.${kind}`)}: ${name}`;
      const had = claims.map(({ memberId, weight }) => withWeight(nameOf(props.members, memberId), weight));
      return `${said} ${money({ ...total, amount })}${had.length > 0 ? ` (${had.join(", ")})` : ""}`;
    });
  const conversionOf = ({ conversion }: ExpenseInputFields) =>
    conversion && t("conversion.from", { amount: money(conversion.original) });
  const rowsOf = (input: ExpenseInputFields | null): Record<string, string> => {
    if (!input) return {};
    const category = nameOf(props.categories, input.categoryId);
    return {
      title: input.title,
      amount: [money(input.total), conversionOf(input)].filter(Boolean).join(". "),
      date: day(input.incurredOn),
      category: t(`category.${category}`, category),
      payer: input.payers
        .map(
          ({ memberId, amount }) =>
            `${nameOf(props.members, memberId)} ${amount ? money({ ...input.total, amount }) : ""}`,
        )
        .join(", "),
      howSplit: `${t(`split.${input.split.mode}`)}: ${[...partsOf(input), ...linesOf(input)].join(", ")}`,
      notes: input.notes ?? "–",
    };
  };
  const mineRows = rowsOf(props.mine);
  const theirRows = rowsOf(theirs);
  return (
    <Surface
      ref={panel}
      role="alert"
      tabIndex={-1}
      aria-labelledby="compare"
      outline="none"
      border="2px solid"
      borderColor="fg.warn"
    >
      <Stack>
        <Heading id="compare">{t("compare.title")}</Heading>
        <Muted>{t("compare.text")}</Muted>
        <chakra.div overflowX="auto" tabIndex={0} role="region" aria-label={t("compare.table")}>
          <Table>
            <thead>
              <tr>
                <th scope="col">{t("compare.field")}</th>
                <th scope="col">{t("compare.mine")}</th>
                <th scope="col">{t("compare.theirs")}</th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(mineRows).map(([field, text]) => (
                <tr key={field} data-differs={text !== theirRows[field] || undefined}>
                  <th scope="row">{t(`expense.${field}`)}</th>
                  <td>{text}</td>
                  <td>{theirRows[field] ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </chakra.div>
        <Row flexWrap="wrap">
          <Button disabled={props.pending} onClick={props.onKeepMine}>
            {t("compare.keepMine")}
          </Button>
          <Button disabled={props.pending} onClick={props.onTakeTheirs}>
            {t("compare.takeTheirs")}
          </Button>
        </Row>
      </Stack>
    </Surface>
  );
}

import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Chip, Muted, Row, Stack } from "../../components/Layout.js";
import { TextLink } from "../../components/TextLink.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { UndoImport } from "./UndoImport.js";

export const ImportLine_import = graphql(`
  fragment ImportLine_import on Import {
    id
    state
    fileName
    createdAt
    expenseCount
    settlementCount
  }
`);

const Line = chakra("li", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    alignItems: "center",
    gap: "3",
    paddingBlock: "3",
  },
});

/** A file that became part of the group, and the way to take it back. */
export function ImportLine(props: { import: FragmentType<typeof ImportLine_import>; canUndo: boolean }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data: imported } = useSuspenseFragment({ fragment: ImportLine_import, from: props.import });
  return (
    <Line>
      <Stack gap="0.5">
        <Row gap="2" flexWrap="wrap">
          <TextLink to={`/import/${imported.id}`}>{imported.fileName}</TextLink>
          <Chip tone={imported.state === "COMMITTED" ? "accent" : "neutral"}>
            {t(`import.state.${imported.state}`)}
          </Chip>
        </Row>
        <Muted fontSize="sm">
          {moment(imported.createdAt)} · {t("import.expenses", { count: imported.expenseCount })} ·{" "}
          {t("import.settlements", { count: imported.settlementCount })}
        </Muted>
      </Stack>
      {props.canUndo && imported.state === "COMMITTED" && <UndoImport importId={imported.id} />}
    </Line>
  );
}

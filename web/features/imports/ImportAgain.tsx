import { chakra } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CheckField } from "../../components/Field.js";
import { Chip, Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { TextLink } from "../../components/TextLink.js";
import { useFormat } from "../../lib/format.js";
import type { ImportOutcome } from "./useImportTrial.js";

export interface AgainWishes {
  readonly takeBack: boolean;
  readonly replace: boolean;
}

const List = chakra("div", { base: { maxHeight: "80", overflowY: "auto" } });
const Line = chakra("li", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    columnGap: "4",
    rowGap: "0.5",
    paddingBlock: "2",
  },
});

/** Rows of earlier imports that this file no longer has, or has with other amounts, and what becomes of them. */
export function ImportAgain(props: {
  outcome: Pick<ImportOutcome, "gone" | "changed">;
  wishes: AgainWishes;
  onChange: (wishes: AgainWishes) => void;
}) {
  const { t } = useTranslation();
  const { gone, changed } = props.outcome;
  const { wishes, onChange } = props;
  return (
    <>
      {changed.length > 0 && (
        <Surface aria-labelledby="changed">
          <Stack gap="3">
            <Heading id="changed">{t("import.changed", { count: changed.length })}</Heading>
            <Muted>{t("import.changedText")}</Muted>
            <CheckField
              label={t("import.replace")}
              hint={t("import.replaceHint")}
              checked={wishes.replace}
              onChange={(replace) => onChange({ ...wishes, replace })}
            />
            <List tabIndex={0} role="region" aria-labelledby="changed">
              <Rows>
                {changed.map((row) => (
                  <Entry key={row.entryIds.join()} row={row}>
                    <span>
                      <Money value={row.before} /> → <Money value={row.after} />
                    </span>
                  </Entry>
                ))}
              </Rows>
            </List>
          </Stack>
        </Surface>
      )}
      {gone.length > 0 && (
        <Surface aria-labelledby="gone">
          <Stack gap="3">
            <Heading id="gone">{t("import.gone", { count: gone.length })}</Heading>
            <Muted>{t("import.goneText")}</Muted>
            <CheckField
              label={t("import.takeBack")}
              hint={t("import.takeBackHint")}
              checked={wishes.takeBack}
              onChange={(takeBack) => onChange({ ...wishes, takeBack })}
            />
            <List tabIndex={0} role="region" aria-labelledby="gone">
              <Rows>
                {gone.map((row) => (
                  <Entry key={row.entryIds.join()} row={row}>
                    <Money value={row.amount} />
                  </Entry>
                ))}
              </Rows>
            </List>
          </Stack>
        </Surface>
      )}
    </>
  );
}

type EntryRow = Pick<ImportOutcome["gone"][number], "date" | "title" | "entryIds" | "kept">;

function Entry({ row, children }: { row: EntryRow; children: ReactNode }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const expenseId = row.entryIds.find((id) => id.startsWith("exp_"));
  return (
    <Line>
      <Stack gap="0.5">
        <Row gap="2" flexWrap="wrap">
          <chakra.span overflowWrap="anywhere">
            {expenseId ? <TextLink to={`/expenses/${expenseId}`}>{row.title}</TextLink> : row.title}
          </chakra.span>
          {row.kept && <Chip>{t("import.staysTheirs")}</Chip>}
        </Row>
        <Muted fontSize="sm">{day(row.date)}</Muted>
      </Stack>
      {children}
    </Line>
  );
}

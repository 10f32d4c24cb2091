import { chakra } from "@chakra-ui/react";
import { Check, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Chip, Heading, Muted, Row, Rows, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import type { ImportOutcome } from "./useImportTrial.js";

type Total = ImportOutcome["totals"][number];

const Name = chakra("h3", { base: { fontSize: "md", fontWeight: "medium", minWidth: "0", overflowWrap: "anywhere" } });
const Figures = chakra("dl", {
  base: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(8.5rem, 1fr))",
    gap: "1",
    columnGap: "4",
    "& dt": { color: "fg.muted", fontSize: "sm" },
    "& div": { minWidth: "0" },
  },
});

/** What each person will have in the group, beside what the file says and what its rows add up to. */
export function ImportTotals(props: { totals: readonly Total[]; committed: boolean }) {
  const { t } = useTranslation();
  if (props.totals.length === 0) return null;
  return (
    <Surface aria-labelledby="totals">
      <Heading id="totals">{t("import.totals")}</Heading>
      <Muted>{t("import.totalsText")}</Muted>
      <Rows>
        {props.totals.map((total) => (
          <chakra.li key={`${total.person} ${total.computed.currency}`} paddingBlock="3">
            <Row justifyContent="space-between" marginBottom="1">
              <Name>{total.person}</Name>
              <Verdict total={total} />
            </Row>
            <Figures>
              {total.after && (
                <div>
                  <dt>{t(props.committed ? "import.reached" : "import.after")}</dt>
                  <dd>
                    <Money value={total.after} />
                  </dd>
                </div>
              )}
              <div>
                <dt>{t("import.stated")}</dt>
                <dd>{total.stated ? <Money value={total.stated} /> : "–"}</dd>
              </div>
              <div>
                <dt>{t("import.computed")}</dt>
                <dd>
                  <Money value={total.computed} />
                </dd>
              </div>
            </Figures>
          </chakra.li>
        ))}
      </Rows>
    </Surface>
  );
}

function Verdict({ total: { computed, stated, after } }: { total: Total }) {
  const { t } = useTranslation();
  if (!stated) return null;
  return stated.amount === (after ?? computed).amount ? (
    <Chip tone="accent" flexShrink="0">
      <Check size={14} aria-hidden /> {t("import.agrees")}
    </Chip>
  ) : (
    <Chip tone="warn" flexShrink="0">
      <TriangleAlert size={14} aria-hidden /> {t("import.differs")}
    </Chip>
  );
}

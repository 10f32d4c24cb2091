import { chakra } from "@chakra-ui/react";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Heading, Muted, Row, Rows, Sides, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import type { HomePageQuery } from "../../gql/graphql.js";
import { isNegative, isZero, type MoneyText, useFormat, withoutSign } from "../../lib/format.js";
import { SettlementRow } from "../settlements/SettlementRow.js";

type Viewer = NonNullable<HomePageQuery["viewer"]>;
export type HomeGroup = HomePageQuery["groups"]["edges"][number]["node"];

export const HomeLine = chakra(Link, {
  base: {
    display: "flex",
    alignItems: "center",
    minHeight: "row",
    paddingBlock: "2",
    paddingInline: "2",
    marginInline: "-2",
    borderRadius: "control",
    outlineOffset: "-2px!",
    _hover: { bg: "subtle" },
    "& > span:last-child": { flex: "1" },
  },
});

/** What the reader owes in a group, by currency. */
function debtsIn(group: HomeGroup): MoneyText[] {
  return group.viewerBalances.map(({ net }) => net).filter(({ amount }) => !isZero(amount) && isNegative(amount));
}

/** What waits for the reader: to confirm, to settle, to review. */
export function Waiting(props: { waiting: Viewer["waiting"]; groups: readonly HomeGroup[] }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { toConfirm, toReview } = props.waiting;
  const owing = props.groups.filter((group) => !group.archivedAt && debtsIn(group).length > 0);
  const isEmpty = toConfirm.length + toReview.length + owing.length === 0;
  return (
    <Surface aria-labelledby="waiting">
      <Stack gap="5">
        <Heading id="waiting">{t("home.waiting")}</Heading>
        {isEmpty && (
          <Row color="fg.muted">
            <CircleCheck size={18} aria-hidden /> {t("home.nothingWaits")}
          </Row>
        )}
        {toConfirm.length > 0 && (
          <section aria-labelledby="to-confirm">
            <Muted id="to-confirm">{t("home.toConfirm", { count: toConfirm.length })}</Muted>
            <Rows>
              {toConfirm.map((settlement) => (
                <SettlementRow key={settlement.id} settlement={settlement} />
              ))}
            </Rows>
          </section>
        )}
        {owing.length > 0 && (
          <section aria-labelledby="to-settle">
            <Muted id="to-settle">{t("home.toSettle")}</Muted>
            <Rows>
              {owing.map((group) => (
                <li key={group.id}>
                  <HomeLine to={`/groups/${group.id}/settle`}>
                    <Sides>
                      <span>{group.name}</span>
                      <chakra.span color="fg.owing">
                        {debtsIn(group).map((net, index) => (
                          <span key={net.currency}>
                            {index > 0 && ", "}
                            <Money value={{ ...net, amount: withoutSign(net.amount) }} />
                          </span>
                        ))}
                      </chakra.span>
                    </Sides>
                  </HomeLine>
                </li>
              ))}
            </Rows>
          </section>
        )}
        {toReview.length > 0 && (
          <section aria-labelledby="to-review">
            <Muted id="to-review">{t("home.toReview", { count: toReview.length })}</Muted>
            <Rows>
              {toReview.map(({ id, createdAt, group, reading }) => (
                <li key={id}>
                  <HomeLine to={`/groups/${group.id}/receipts/${id}`}>
                    <Sides>
                      <span>
                        {reading?.merchant?.value ?? t("receipt.title")} · {group.name}
                      </span>
                      {reading?.total ? (
                        <Money value={reading.total.value} />
                      ) : (
                        <chakra.span color="fg.muted">{day(createdAt.slice(0, 10))}</chakra.span>
                      )}
                    </Sides>
                  </HomeLine>
                </li>
              ))}
            </Rows>
          </section>
        )}
      </Stack>
    </Surface>
  );
}

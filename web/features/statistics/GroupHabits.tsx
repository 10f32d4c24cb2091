import { useTranslation } from "react-i18next";
import { Heading, Muted, Rows, Sides, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import type { GroupStatisticsPageQuery } from "../../gql/graphql.js";
import { isZero } from "../../lib/format.js";

type Group = NonNullable<GroupStatisticsPageQuery["group"]>;

/** Who should pay next, who fronts money and for how long, and who got the odd cents. */
export function GroupHabits({ group }: { group: Pick<Group, "fronting" | "nextToPay" | "oddUnits"> }) {
  const { t } = useTranslation();
  const fronting = group.fronting.filter(({ moneyDays }) => !isZero(moneyDays.amount));
  const odd = group.oddUnits.filter(({ amount }) => !isZero(amount.amount));
  if (group.nextToPay.length + fronting.length + odd.length === 0) return null;
  return (
    <Surface aria-labelledby="habits">
      <Stack>
        <Heading id="habits">{t("habits.title")}</Heading>
        {group.nextToPay.map(({ member, balance }) => (
          <p key={balance.currency}>
            {t("habits.next", { name: member.name })} <Money value={balance} signed tone="balance" />
          </p>
        ))}
        {fronting.length > 0 && (
          <section>
            <p>{t("habits.fronting")}</p>
            <Rows>
              {fronting.map(({ member, moneyDays }) => (
                <Sides as="li" key={`${member.id} ${moneyDays.currency}`} paddingBlock="2">
                  <span>{member.name}</span>
                  <span>
                    <Money value={moneyDays} signed /> {t("habits.days")}
                  </span>
                </Sides>
              ))}
            </Rows>
            <Muted fontSize="sm">{t("habits.frontingText")}</Muted>
          </section>
        )}
        {odd.length > 0 && (
          <section>
            <p>{t("habits.odd")}</p>
            <Rows>
              {odd.map(({ member, amount }) => (
                <Sides as="li" key={`${member.id} ${amount.currency}`} paddingBlock="2">
                  <span>{member.name}</span>
                  <Money value={amount} signed />
                </Sides>
              ))}
            </Rows>
          </section>
        )}
      </Stack>
    </Surface>
  );
}

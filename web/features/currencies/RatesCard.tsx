import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { Button } from "../../components/Button.js";
import { Heading, Muted, Rows, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { RateForm } from "./RateForm.js";
import { useGroupRateRemove, useGroupRateSet } from "./writes.js";

export const RatesCard_group = graphql(`
  fragment RatesCard_group on Group {
    id
    currency
    viewerCan {
      record
    }
    rates {
      id
      from
      to
      rate
      validFrom
    }
    balances {
      net {
        currency
      }
    }
  }
`);

const Line = chakra("li", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "2",
    paddingBlock: "2",
  },
});

/** The rates that a group set for itself, and setting another. */
export function RatesCard(props: { group: FragmentType<typeof RatesCard_group> }) {
  const { t } = useTranslation();
  const { day, rateNumber } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: RatesCard_group, from: props.group });
  const [entering, setEntering] = useState(false);
  const remove = useGroupRateRemove();
  const set = useGroupRateSet();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const writes = group.viewerCan.record;
  const currencies = [...new Set([group.currency, ...group.balances.map(({ net }) => net.currency)])];
  return (
    <Surface id="rates" aria-labelledby="rates-title">
      <Stack>
        <Heading id="rates-title">{t("rates.title")}</Heading>
        <Muted>{t("rates.text")}</Muted>
        {problem && <Notice tone="danger">{problem}</Notice>}
        {group.rates.length > 0 && (
          <Rows>
            {group.rates.map(({ id, from, to, rate, validFrom }) => (
              <Line key={id}>
                <span>
                  <chakra.span fontVariantNumeric="tabular-nums">{`1 ${from} = ${rateNumber(rate)} ${to}`}</chakra.span>
                  <Muted fontSize="sm">
                    {validFrom ? t("rates.since", { day: day(validFrom) }) : t("rates.everyDay")}
                  </Muted>
                </span>
                {writes && (
                  <Button
                    size="sm"
                    look="plain"
                    disabled={pending}
                    aria-label={t("rates.removeThis", { from, to })}
                    onClick={() =>
                      void submit(
                        () => remove({ id }),
                        () =>
                          toast(t("rates.removed"), () =>
                            set({
                              id: newId("rat"),
                              groupId: group.id,
                              from,
                              to,
                              rate,
                              validFrom: validFrom ?? null,
                            }),
                          ),
                      )
                    }
                  >
                    {t("rates.remove")}
                  </Button>
                )}
              </Line>
            ))}
          </Rows>
        )}
        {writes && !entering && (
          <div>
            <Button onClick={() => setEntering(true)}>{t("rates.add")}</Button>
          </div>
        )}
        {entering && (
          <RateForm
            groupId={group.id}
            likely={currencies}
            from={currencies[1] ?? group.currency}
            to={group.currency}
            onEnd={() => setEntering(false)}
          />
        )}
      </Stack>
    </Surface>
  );
}

import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { sum } from "../../../server/kernel/allocate.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Decimal, decimalText } from "../../../server/kernel/decimal.js";
import { newId } from "../../../server/kernel/ids.js";
import { Button, ButtonLink } from "../../components/Button.js";
import { Heading, Muted, Rows, Stack, Surface } from "../../components/Layout.js";
import { BalanceWords } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { isNegative, type MoneyText } from "../../lib/format.js";
import { SettleEverything } from "./SettleEverything.js";
import { useFriendAdd } from "./writes.js";

const RemindButton = lazy(() => import("../notifications/RemindButton.js"));

export const PersonDetail_person = graphql(`
  fragment PersonDetail_person on Person {
    id
    name
    user {
      id
    }
    nets {
      amount
      currency
    }
    ledgers {
      group {
        id
        name
        kind
        currency
        simplifyDebts
        archivedAt
        viewerCan {
          record
          settle
        }
      }
      member {
        id
      }
      nets {
        amount
        currency
      }
    }
  }
`);

const Line = chakra(Link, {
  base: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    alignItems: "center",
    columnGap: "6",
    rowGap: "1",
    minHeight: "row",
    paddingInline: "2",
    marginInline: "-2",
    borderRadius: "control",
    _hover: { bg: "subtle" },
    outlineOffset: "-2px!",
  },
});

const nothing = { amount: "0", currency: "EUR" };

interface Props {
  person: FragmentType<typeof PersonDetail_person>;
  currency: string;
}

/** What is open with one person: in all, group by group, and the one payment that settles it. */
export function PersonDetail(props: Props) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseFragment({ fragment: PersonDetail_person, from: props.person });
  const pair = person.ledgers.find(({ group }) => group.kind === "PAIR");
  const nameOf = (group: { kind: string; name: string }) =>
    group.kind === "PAIR" ? t("people.betweenYou") : group.name;
  // An archived group takes no payment, and stays out of what is open.
  const payable = person.ledgers.filter(({ group }) => !group.archivedAt);
  const archived = person.ledgers.filter(({ group }) => group.archivedAt);
  const leftOut = (currency: string) => [
    ...new Set(archived.filter(({ nets }) => hasCurrency(nets, currency)).map(({ group }) => nameOf(group))),
  ];
  // Whoever left a group and came back can be in it twice.
  const settled = (currency: string) =>
    new Set(payable.filter(({ nets }) => hasCurrency(nets, currency)).map(({ group }) => group.id)).size;
  // One payment settles all of them or none.
  const settles = (currency: string) =>
    payable.every(({ group, nets }) => group.viewerCan.settle || !hasCurrency(nets, currency));
  // Groups that cancel each other out are open too, though they come to nothing.
  const currencies = [...new Set(person.ledgers.flatMap(({ nets }) => nets.map((net) => net.currency)))].sort();
  const open = currencies.map((currency): MoneyText => {
    return person.nets.find((net) => net.currency === currency) ?? { amount: "0", currency };
  });
  return (
    <Stack>
      <Surface aria-labelledby="in-all">
        <Stack>
          <Heading id="in-all">{t("people.inAll")}</Heading>
          {open.length === 0 && <BalanceWords net={nothing} whose="mine" />}
          {open.map((net) => (
            <Stack key={net.currency} gap="2">
              <BalanceWords net={net} whose="mine" />
              {settled(net.currency) > 0 && settles(net.currency) && (
                <SettleEverything
                  key={`${net.currency} ${net.amount}`}
                  personId={person.id}
                  name={person.name}
                  net={netOf(payable, net.currency)}
                  groups={settled(net.currency)}
                  leftOut={leftOut(net.currency)}
                />
              )}
            </Stack>
          ))}
        </Stack>
      </Surface>
      <Surface aria-labelledby="by-group">
        <Heading id="by-group">{t("people.byGroup")}</Heading>
        <Rows>
          {person.ledgers.map(({ group, member, nets }) => (
            <li key={member.id}>
              <Line to={`/groups/${group.id}/${group.simplifyDebts ? "settle" : "balances"}`}>
                <chakra.span fontWeight="medium" overflowWrap="anywhere">
                  {nameOf(group)}
                </chakra.span>
                <chakra.span display="flex" flexDirection="column" alignItems={{ sm: "flex-end" }}>
                  {(nets.length > 0 ? nets : [nothing]).map((net) => (
                    <BalanceWords key={net.currency} net={net} whose="mine" />
                  ))}
                </chakra.span>
              </Line>
              {person.user &&
                group.viewerCan.settle &&
                nets
                  .filter(({ amount }) => !isNegative(amount))
                  .map(({ currency }) => (
                    <chakra.div key={currency} paddingBottom="3" data-print="no">
                      <Suspense fallback={null}>
                        <RemindButton groupId={group.id} memberId={member.id} currency={currency} name={person.name} />
                      </Suspense>
                    </chakra.div>
                  ))}
            </li>
          ))}
        </Rows>
        <Muted fontSize="sm" marginTop="2">
          {t("people.simplifiedHint")}
        </Muted>
      </Surface>
      {pair?.group.viewerCan.record && (
        <div>
          <ButtonLink look="primary" to={`/groups/${pair.group.id}/expenses/new`}>
            <Plus size={18} aria-hidden /> {t("people.addBetween")}
          </ButtonLink>
        </div>
      )}
      {!pair && person.user && (
        // What they pay with in the newest of their groups is what they will most likely pay with.
        <OpenLedger userId={person.user.id} currency={person.ledgers.at(-1)?.group.currency ?? props.currency} />
      )}
    </Stack>
  );
}

/** What these ledgers come to in one currency. */
function netOf(ledgers: readonly { readonly nets: readonly MoneyText[] }[], currency: string): MoneyText {
  const nets = ledgers.flatMap(({ nets }) => nets.filter((net) => net.currency === currency));
  const digits = minorDigits(currency);
  const minor = sum(nets.map(({ amount }) => Decimal.parse(amount)!.scaledTo(digits)!));
  return { amount: decimalText(minor, digits), currency };
}

function hasCurrency(nets: readonly MoneyText[], currency: string): boolean {
  return nets.some((net) => net.currency === currency);
}

/** The first step to an expense between the two alone. */
function OpenLedger({ userId, currency }: { userId: string; currency: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [id] = useState(() => newId("grp"));
  const add = useFriendAdd();
  const { submit, pending, problem } = useSubmit<string>();
  return (
    <Stack gap="2">
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div>
        <Button
          disabled={pending}
          onClick={() =>
            void submit(
              () => add({ id, userId, currency }),
              (groupId) => navigate(`/groups/${groupId}/expenses/new`),
            )
          }
        >
          <Plus size={18} aria-hidden /> {t("people.addBetween")}
        </Button>
      </div>
    </Stack>
  );
}

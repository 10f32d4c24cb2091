import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "../../components/Avatar.js";
import { BalanceWords } from "../../components/Money.js";
import { graphql } from "../../gql/index.js";

export const PersonCard_person = graphql(`
  fragment PersonCard_person on Person {
    id
    name
    user {
      id
      avatarUrl
    }
    nets {
      amount
      currency
    }
  }
`);

const Card = chakra(Link, {
  base: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    alignItems: "center",
    columnGap: "6",
    rowGap: "1",
    minHeight: "row",
    paddingInline: "4",
    paddingBlock: "3",
    _hover: { bg: "subtle" },
    outlineOffset: "-2px!",
  },
});
const Who = chakra("span", { base: { display: "flex", alignItems: "center", gap: "3", minWidth: "0" } });

/** A person in a list, with what is open between the two over all groups. */
export function PersonCard(props: { person: FragmentType<typeof PersonCard_person> }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseFragment({ fragment: PersonCard_person, from: props.person });
  return (
    <li>
      <Card to={`/people/${person.id}`}>
        <Who>
          <Avatar id={person.id} name={person.name} url={person.user?.avatarUrl} />
          <chakra.span minWidth="0">
            <chakra.strong display="block" fontWeight="semibold" overflowWrap="anywhere">
              {person.name}
            </chakra.strong>
            {!person.user && (
              <chakra.span color="fg.muted" fontSize="sm">
                {t("people.noAccount")}
              </chakra.span>
            )}
          </chakra.span>
        </Who>
        <chakra.span display="flex" flexDirection="column" alignItems={{ sm: "flex-end" }}>
          {person.nets.length === 0 && <BalanceWords net={{ amount: "0", currency: "EUR" }} whose="mine" />}
          {person.nets.map((net) => (
            <BalanceWords key={net.currency} net={net} whose="mine" />
          ))}
        </chakra.span>
      </Card>
    </li>
  );
}

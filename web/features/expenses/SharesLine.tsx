import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Unseen } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import type { FormMember } from "./form-part.js";

const Line = chakra("ul", {
  base: {
    // What is unseen in it must not make the page wider than it is.
    position: "relative",
    display: "flex",
    flexWrap: { md: "wrap" },
    columnGap: "4",
    rowGap: "2",
    listStyle: "none",
    overflowX: "auto",
    scrollbarWidth: "none",
    paddingBlock: "2",
    borderBlock: "1px solid",
    borderColor: "line",
    minHeight: "row",
    alignItems: "center",
    "& li": { display: "inline-flex", alignItems: "center", gap: "1.5", flexShrink: 0, fontWeight: "medium" },
  },
});

/** Everybody's cents in one line: what will be stored. Faces alone as long as that is not known. */
export function SharesLine(props: {
  members: readonly FormMember[];
  shares: ReadonlyMap<string, string> | null;
  currency: string;
}) {
  const { t } = useTranslation();
  const { shares } = props;
  const shown = shares ? props.members.filter(({ id }) => shares.has(id)) : props.members;
  const names = shown.map(({ name }) => name);
  return (
    <Line aria-label={t("expense.whoOwes")} tabIndex={0}>
      {shown.map(({ id, name }) => {
        const share = shares?.get(id);
        return (
          <li key={id} title={name}>
            <Avatar id={id} name={name} size="sm" among={names} />
            <Unseen>{name}</Unseen>
            {share === undefined ? (
              <chakra.span color="fg.muted">–</chakra.span>
            ) : (
              <Money bare value={{ amount: share, currency: props.currency }} />
            )}
          </li>
        );
      })}
    </Line>
  );
}

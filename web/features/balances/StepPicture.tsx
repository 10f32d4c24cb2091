import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Unseen } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { type MoneyText, useFormat } from "../../lib/format.js";
import { chainsOf, type Hop, type Person } from "./hop-chains.js";

/** A step from who owes whom to the fewest payments: the same amount along each old way, and along each new one. */
export interface StepView {
  readonly amount: MoneyText;
  readonly instead: readonly Hop[];
  readonly now: readonly Hop[];
  /** Who goes on owing, and who goes on being owed. */
  readonly open?: Hop | null | undefined;
}

const Picture = chakra("span", {
  base: {
    display: "grid",
    gridTemplateColumns: { base: "minmax(0, 1fr)", md: "4rem minmax(0, 1fr)" },
    columnGap: "3",
    rowGap: "1",
    alignItems: "center",
    paddingBlock: "1",
  },
});
const When = chakra("span", { base: { color: "fg.muted", fontSize: "sm" } });
const Chain = chakra("span", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "flex-end", columnGap: "2", rowGap: "1" },
});
const NextOne = chakra("span", { base: { display: "inline-flex", alignItems: "flex-end", gap: "2" } });
const Face = chakra("span", {
  base: { display: "inline-flex", alignItems: "center", gap: "1.5", minWidth: "0", minHeight: "7" },
});
const Arrow = chakra("span", {
  base: {
    display: "inline-block",
    minWidth: "14",
    marginBottom: "2.5",
    paddingInlineStart: "1",
    paddingInlineEnd: "3",
    borderBottom: "2px solid",
    borderColor: "controlBorder",
    position: "relative",
    fontSize: "xs",
    textAlign: "center",
    lineHeight: "tight",
    _after: {
      content: '""',
      position: "absolute",
      insetEnd: "0",
      bottom: "-5px",
      width: "8px",
      height: "8px",
      border: "solid",
      borderColor: "controlBorder",
      borderWidth: "2px 2px 0 0",
      transform: "rotate(45deg)",
    },
  },
});

/** What a step of simplification changes, to be seen: who owed whom before, and who does after it. */
export function StepPicture({ step }: { step: StepView }) {
  const { t } = useTranslation();
  const { instead, now, open, amount } = step;
  return (
    <>
      <Picture>
        {instead.length > 0 && (
          <>
            <When>{t("why.before")}</When>
            <Ways hops={instead} amount={amount} />
          </>
        )}
        <When>{t("why.after")}</When>
        {now.length > 0 ? <Ways hops={now} amount={amount} /> : <span>{t(open ? "why.nothing" : "why.circle")}</span>}
      </Picture>
      {open && <span>{t("why.open", { from: open.from.name, to: open.to.name })}</span>}
    </>
  );
}

/** Payments as faces and arrows, and the same for those who do not see them. */
function Ways({ hops, amount }: { hops: readonly Hop[]; amount: MoneyText }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  return (
    <span>
      <Unseen>
        <span role="list">
          {hops.map(({ from, to }) => (
            <span role="listitem" key={`${from.id} ${to.id}`}>
              {t("why.hop", { from: from.name, to: to.name, amount: money(amount) })}
            </span>
          ))}
        </span>
      </Unseen>
      <span aria-hidden>
        {chainsOf(hops).map(([first, ...others]) => (
          <Chain key={first.id}>
            <Someone person={first} />
            {others.map((person) => (
              <NextOne key={person.id}>
                <Arrow>
                  <Money value={amount} />
                </Arrow>
                <Someone person={person} />
              </NextOne>
            ))}
          </Chain>
        ))}
      </span>
    </span>
  );
}

function Someone({ person }: { person: Person }) {
  return (
    <Face>
      <Avatar id={person.id} name={person.name} size="sm" />
      <chakra.span truncate maxWidth="28">
        {person.name}
      </chakra.span>
    </Face>
  );
}

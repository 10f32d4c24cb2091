import { chakra } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sum } from "../../server/kernel/allocate.js";
import { Decimal } from "../../server/kernel/decimal.js";
import { amountText, minorFrom } from "../../server/kernel/money.js";
import type { MoneyText } from "../lib/format.js";
import { Avatar } from "./Avatar.js";
import { Chip, Sides } from "./Layout.js";
import { BalanceWords, Money } from "./Money.js";

const Line = chakra("li", {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: "3",
    alignItems: "center",
    minHeight: "row",
    paddingBlock: "2",
  },
});
const SumLine = chakra("p", {
  base: {
    display: "flex",
    justifyContent: "space-between",
    borderTop: "1px solid",
    borderColor: "line",
    paddingTop: "3",
    color: "fg.muted",
    fontSize: "sm",
  },
});

interface Props {
  member: { readonly id: string; readonly name: string; readonly leftAt?: string | null };
  net: MoneyText;
  isViewer: boolean;
  /** What stands below the words. */
  besides?: ReactNode;
  /** What stands below the figure. */
  link?: ReactNode;
  /** What stands below both. */
  act?: ReactNode;
}

/** A member's balance, in words and as a figure. */
export function BalanceRow({ member, net, isViewer, besides, link, act }: Props) {
  const { t } = useTranslation();
  return (
    <Line>
      <Avatar id={member.id} name={member.name} />
      <Sides alignItems="center" css={{ "& > :first-child": { flexBasis: "6rem" } }}>
        <chakra.span>
          <chakra.span display="block" fontWeight="medium">
            {member.name} {member.leftAt && <Chip>{t("member.left")}</Chip>}
          </chakra.span>
          <BalanceWords bare net={net} whose={isViewer ? "mine" : "theirs"} />
          {besides}
        </chakra.span>
        <chakra.span textAlign="end">
          <Money value={net} signed tone="balance" />
          {link}
        </chakra.span>
      </Sides>
      {act && (
        <chakra.div gridColumn="2" paddingTop="1" data-print="no">
          {act}
        </chakra.div>
      )}
    </Line>
  );
}

/** The proof that balances of one currency come to nothing. */
export function BalanceSum({ nets, currency }: { nets: readonly MoneyText[]; currency: string }) {
  const { t } = useTranslation();
  const minors = nets.map((net) => minorFrom(Decimal.parse(net.amount)!, currency) as bigint);
  return (
    <SumLine>
      <span>{t("balances.sum")}</span>
      <Money value={{ amount: amountText(sum(minors), currency), currency }} />
    </SumLine>
  );
}

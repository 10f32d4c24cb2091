import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Decimal, decimalText } from "../../../server/kernel/decimal.js";
import { Muted, Rows } from "../../components/Layout.js";
import { BalanceWords } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { Skeleton } from "../../components/Skeleton.js";
import type { SettlementOptionsInput, WishedTransfersQuery } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { usePageQuery } from "../../lib/page-query.js";
import { type SuggestedTransfer, TransferLine } from "./TransferLine.js";

const WishedTransfersOfGroup = graphql(`
  query WishedTransfers(
    $groupId: ID!
    $options: SettlementOptionsInput!
    $partners: [SettlementPartnersInput!]!
    $both: Boolean!
  ) {
    group(id: $groupId) {
      id
      settlementPlans(options: $options) {
        currency
        transfers {
          from {
            id
            name
          }
          to {
            id
            name
          }
          amount {
            amount
            currency
          }
        }
        remaining {
          member {
            id
            name
          }
          net {
            amount
            currency
          }
        }
      }
      whateverSize: settlementPlans(options: { partners: $partners }) @include(if: $both) {
        currency
        remaining {
          member {
            id
          }
          net {
            amount
            currency
          }
        }
      }
    }
  }
`);

type WishedGroup = NonNullable<WishedTransfersQuery["group"]>;
type Plan = WishedGroup["settlementPlans"][number];
type WholePlan = NonNullable<WishedGroup["whateverSize"]>[number];

const Open = chakra("li", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    columnGap: "3",
    paddingBlock: "1.5",
    overflowWrap: "anywhere",
  },
});

/** The payments within a person's own options, and what these leave open. */
export function WishedTransfers(props: {
  groupId: string;
  options: SettlementOptionsInput;
  /** The group's own, which are explained on a page each. */
  suggested: readonly SuggestedTransfer[];
  viewerMemberId: string | null;
  canRecord: boolean;
}) {
  const { t } = useTranslation();
  const { groupId, options } = props;
  const partners = options.partners ?? [];
  const both = partners.length > 0 && Boolean(options.smallest);
  const { data, previous } = usePageQuery(WishedTransfersOfGroup, { groupId, options, partners, both });
  const shown = data ?? previous;
  if (!shown) return <Skeleton rows={3} />;
  const plans = shown.group?.settlementPlans ?? [];
  const transfers = plans.flatMap((plan) => plan.transfers);
  const count = transfers.length;
  const isSuggested = (transfer: SuggestedTransfer) => props.suggested.some((each) => areEqual(each, transfer));
  const unchanged = count === props.suggested.length && transfers.every(isSuggested);
  const words = unchanged ? "settle.sameWithin" : count === 0 ? "settle.noneWithin" : "settle.within";
  return (
    <>
      <chakra.div marginBlock="2">
        <Notice tone="info" live>
          <p>
            {t(words, { count })}
            {options.through && ` ${t("settle.throughText")}`}
          </p>
        </Notice>
      </chakra.div>
      <Rows>
        {transfers.map((transfer) => (
          <TransferLine
            key={`${transfer.from.id} ${transfer.to.id} ${transfer.amount.currency}`}
            groupId={groupId}
            transfer={transfer}
            explained={isSuggested(transfer)}
            canRecord={props.canRecord}
          />
        ))}
      </Rows>
      {plans
        .filter((plan) => plan.remaining.length > 0)
        .map((plan) => (
          <Remaining
            key={plan.currency}
            plan={plan}
            reasons={reasonsFor(plan, options, shown.group?.whateverSize)}
            smallest={options.smallest ?? null}
            viewerMemberId={props.viewerMemberId}
          />
        ))}
    </>
  );
}

function areEqual(a: SuggestedTransfer, b: SuggestedTransfer): boolean {
  const sameMoney = a.amount.amount === b.amount.amount && a.amount.currency === b.amount.currency;
  return a.from.id === b.from.id && a.to.id === b.to.id && sameMoney;
}

type Reason = "openSmallest" | "openPartners";

/** Which of the options leaves something open; where both could, it is told from the plan without a smallest payment. */
function reasonsFor(
  { currency, remaining }: Plan,
  { partners, smallest }: SettlementOptionsInput,
  whateverSize: readonly WholePlan[] | null | undefined,
): Reason[] {
  if (!partners) return ["openSmallest"];
  if (!smallest) return ["openPartners"];
  const otherwise = whateverSize?.find((plan) => plan.currency === currency)?.remaining ?? [];
  if (otherwise.length === 0) return ["openSmallest"];
  const written = (open: WholePlan["remaining"]) => open.map(({ member, net }) => `${member.id} ${net.amount}`).join();
  return written(otherwise) === written(remaining) ? ["openPartners"] : ["openSmallest", "openPartners"];
}

/** What stays open in one currency when all these payments are made, and why. */
function Remaining(props: {
  plan: Plan;
  reasons: readonly Reason[];
  smallest: string | null;
  viewerMemberId: string | null;
}) {
  const { t } = useTranslation();
  const { locale, money } = useFormat();
  const { smallest } = props;
  const { currency, remaining } = props.plan;
  const digits = minorDigits(currency);
  const minor = Decimal.parse(smallest ?? "")?.scaledTo(digits) ?? null;
  // Where the amount has more decimals than the currency, it is said as it was meant.
  const amount =
    minor === null
      ? `${typedAmount(smallest ?? "", locale)} ${currency}`
      : money({ amount: decimalText(minor, digits), currency });
  const id = `open-${currency}`;
  return (
    <chakra.section marginTop="4" aria-labelledby={id}>
      <chakra.h3 id={id} fontSize="md">
        {t("settle.open", { currency })}
      </chakra.h3>
      <Muted fontSize="sm">{props.reasons.map((reason) => t(`settle.${reason}`, { amount })).join(" ")}</Muted>
      <Rows>
        {remaining.map(({ member, net }) => (
          <Open key={member.id}>
            <span>{member.name}</span>
            <BalanceWords net={net} whose={member.id === props.viewerMemberId ? "mine" : "theirs"} />
          </Open>
        ))}
      </Rows>
    </chakra.section>
  );
}

import { sqlCheck } from "../../platform/checks.js";
import { GROUP_SPENDING, MEMBER_SPENDING } from "./spending-counted.js";

/** What is noted to be counted anew is known to be wrong, and soon is not. */
const NOT_STALE = "group_id not in (select group_id from stale_spending)";

/** What is kept of a group's spending is what its expenses add up to; rows that have come to nothing may stay. */
const groupSpendingIsCounted = sqlCheck(
  "group-spending-is-sum-of-expenses",
  `with counted as (${GROUP_SPENDING}), kept as (select * from group_spending where $1::text is null or group_id = $1)
  select group_id, null as subject_id,
    format('Of %s %s in %s for %s is kept %s spent, %s income, %s expenses, %s of them net; there are %s, %s, %s and %s.',
      grain, day, currency, category_id, k.spent, k.income, k.count, k.net_count, c.spent, c.income, c.count, c.net_count)
      as message
  from kept k full join counted c using (group_id, grain, day, currency, category_id)
  where ${NOT_STALE} and (coalesce(k.spent, 0), coalesce(k.income, 0), coalesce(k.count, 0), coalesce(k.net_count, 0))
    <> (coalesce(c.spent, 0), coalesce(c.income, 0), coalesce(c.count, 0), coalesce(c.net_count, 0))`,
);

/** The same of every member. */
const memberSpendingIsCounted = sqlCheck(
  "member-spending-is-sum-of-shares",
  `with counted as (${MEMBER_SPENDING}), kept as (select * from member_spending where $1::text is null or group_id = $1)
  select group_id, member_id as subject_id,
    format('Of %s %s in %s for %s is kept %s borne, %s paid, %s income, %s expenses; there are %s, %s, %s and %s.',
      grain, day, currency, category_id, k.borne, k.paid, k.income, k.count, c.borne, c.paid, c.income, c.count) as message
  from kept k full join counted c using (group_id, member_id, grain, day, currency, category_id)
  where ${NOT_STALE} and (coalesce(k.borne, 0), coalesce(k.paid, 0), coalesce(k.income, 0), coalesce(k.count, 0))
    <> (coalesce(c.borne, 0), coalesce(c.paid, 0), coalesce(c.income, 0), coalesce(c.count, 0))`,
);

export const analyticsChecks = [groupSpendingIsCounted, memberSpendingIsCounted];

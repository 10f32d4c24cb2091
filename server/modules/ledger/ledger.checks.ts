import { groupBy } from "../../kernel/group-by.js";
import { sqlCheck, type Violation } from "../../platform/checks.js";
import type { Reader } from "../../platform/database.js";
import { type Entry, pairDeltas } from "./entry.js";

const entriesSumToZero = sqlCheck(
  "entry-sums-to-zero",
  `select group_id, subject_id, format('The postings of event %s sum to %s %s.', event_seq, sum(amount), currency) as message
   from postings where ($1::text is null or group_id = $1)
   group by group_id, subject_id, event_seq, reversal, part, currency having sum(amount) <> 0`,
);

const balancesAreSums = sqlCheck(
  "balance-is-sum-of-postings",
  `select coalesce(b.group_id, p.group_id) as group_id, coalesce(b.member_id, p.member_id) as subject_id,
     format('The running balance is %s, the postings sum to %s %s.', coalesce(b.net, 0), coalesce(p.total, 0),
       coalesce(b.currency, p.currency)) as message
   from (select * from balances where $1::text is null or group_id = $1) b
   full join (
     select group_id, member_id, currency, sum(amount) as total from postings
     where $1::text is null or group_id = $1 group by group_id, member_id, currency
   ) p on p.group_id = b.group_id and p.member_id = b.member_id and p.currency = b.currency
   where coalesce(b.net, 0) <> coalesce(p.total, 0)`,
);

const balancesSumToZero = sqlCheck(
  "balances-sum-to-zero",
  `select group_id, null as subject_id, format('The balances sum to %s %s.', sum(net), currency) as message
   from balances where ($1::text is null or group_id = $1) group by group_id, currency having sum(net) <> 0`,
);

const eventsHaveNoGap = sqlCheck(
  "events-without-gap",
  `select g.id as group_id, g.id as subject_id,
     format('The last event should be %s; there are %s, up to %s.', g.last_event_seq, count(e.seq), coalesce(max(e.seq), 0))
       as message
   from groups g left join group_events e on e.group_id = g.id
   where ($1::text is null or g.id = $1)
   group by g.id having count(e.seq) <> g.last_event_seq or coalesce(max(e.seq), 0) <> g.last_event_seq`,
);

interface PostingRow {
  groupId: string;
  subjectId: string;
  eventSeq: number;
  reversal: boolean;
  part: number;
  currency: string;
  memberId: string;
  amount: bigint;
  effectiveOn: string;
}

/** Matches every entry anew and compares the pair debts that are kept with what comes out. */
async function pairDebtsAreMatches(reader: Reader, groupId: string | null): Promise<Violation[]> {
  const groups =
    groupId === null
      ? await reader.rows<{ groupId: string }>("select id as group_id from groups order by id")
      : [{ groupId }];
  const violations: Violation[] = [];
  for (const group of groups) violations.push(...(await pairDebtsOfGroup(reader, group.groupId)));
  return violations;
}

async function pairDebtsOfGroup(reader: Reader, groupId: string): Promise<Violation[]> {
  const postings = await reader.rows<PostingRow>("select * from postings where group_id = $1", [groupId]);
  const kept = await reader.rows<{ currency: string; fromId: string; toId: string; amount: string }>(
    "select currency, from_id, to_id, amount from pair_debts where group_id = $1 and amount <> 0",
    [groupId],
  );
  const entries = groupBy(postings, (row) =>
    [row.subjectId, row.eventSeq, row.reversal, row.part, row.currency, row.effectiveOn].join(" "),
  );
  const expected = new Map(
    pairDeltas([...entries.values()].filter(sumsToZero).map(entryOf)).map((delta) => [
      `${delta.currency} ${delta.fromId} ${delta.toId}`,
      delta.minor,
    ]),
  );
  const actual = new Map(kept.map((row) => [`${row.currency} ${row.fromId} ${row.toId}`, BigInt(row.amount)]));
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .filter((key) => (expected.get(key) ?? 0n) !== (actual.get(key) ?? 0n))
    .map((key) => ({
      rule: "pair-debt-is-sum-of-matches",
      groupId,
      subjectId: key.split(" ")[1]!,
      message: `Between ${key}: kept ${actual.get(key) ?? 0n}, matched ${expected.get(key) ?? 0n}.`,
    }));
}

/** Entries that do not sum to zero are named by a rule of their own, and cannot be matched. */
function sumsToZero(rows: readonly PostingRow[]): boolean {
  return rows.reduce((total, row) => total + row.amount, 0n) === 0n;
}

function entryOf(rows: readonly PostingRow[]): Entry {
  const nets = rows.map((row) => ({ memberId: row.memberId, minor: row.amount }));
  return { ...rows[0]!, nets };
}

export const ledgerChecks = [
  entriesSumToZero,
  balancesAreSums,
  balancesSumToZero,
  eventsHaveNoGap,
  pairDebtsAreMatches,
];

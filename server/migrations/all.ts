import { FirstHouse1795000000000 } from "./1795000000000-first-house.js";
import { Imports1795000100000 } from "./1795000100000-imports.js";
import { Periods1795100000000 } from "./1795100000000-periods.js";
import { Currencies1795200000000 } from "./1795200000000-currencies.js";
import { PaidInAnotherCurrency1795200100000 } from "./1795200100000-paid-in-another-currency.js";
import { ConvertedExpenses1795200200000 } from "./1795200200000-converted-expenses.js";
import { Pairs1795300000000 } from "./1795300000000-pairs.js";
import { DefaultSplits1795400000000 } from "./1795400000000-default-splits.js";
import { Households1795500000000 } from "./1795500000000-households.js";
import { PartsOfEntries1795600000000 } from "./1795600000000-parts-of-entries.js";
import { EachPartSumsToZero1795700000000 } from "./1795700000000-each-part-sums-to-zero.js";
import { EntriesCheckedAsTheyCome1796000000000 } from "./1796000000000-entries-checked-as-they-come.js";
import { WhatIsThrownAway1796000100000 } from "./1796000100000-what-is-thrown-away.js";
import { ImportsAgain1796100000000 } from "./1796100000000-imports-again.js";
import { InvitesEndWithTheirMaker1796200000000 } from "./1796200000000-invites-end-with-their-maker.js";
import { SessionsThatAreSeen1796200100000 } from "./1796200100000-sessions-that-are-seen.js";
import { RenamedMembers1796200200000 } from "./1796200200000-renamed-members.js";
import { PersonPayments1796300000000 } from "./1796300000000-person-payments.js";
import { EverybodyByName1796300100000 } from "./1796300100000-everybody-by-name.js";
import { AmountsByGroupAndDay1797000100000 } from "./1797000100000-amounts-by-group-and-day.js";
import { ClaimedUploads1797000200000 } from "./1797000200000-claimed-uploads.js";
import { WhatEventsChanged1797010000000 } from "./1797010000000-what-events-changed.js";
import { FollowersAndFeeds1797010100000 } from "./1797010100000-followers-and-feeds.js";
import { RenamedAccounts1797010200000 } from "./1797010200000-renamed-accounts.js";
import { JobWorkers1797010300000 } from "./1797010300000-job-workers.js";
import { GroupLooks1798000000000 } from "./1798000000000-group-looks.js";
import { TitlesFolded1798000000100 } from "./1798000000100-titles-folded.js";
import { ExpensesByMaker1798000000200 } from "./1798000000200-expenses-by-maker.js";
import { Guests1798100000000 } from "./1798100000000-guests.js";
import { FeedsForget1799000000000 } from "./1799000000000-feeds-forget.js";
import { ShowsPresence1799000000100 } from "./1799000000100-shows-presence.js";
import { SettledUploads1799000000200 } from "./1799000000200-settled-uploads.js";
import { Receipts1800000000000 } from "./1800000000000-receipts.js";
import { Notifications1801000000000 } from "./1801000000000-notifications.js";
import { Spending1801100000000 } from "./1801100000000-spending.js";
import { Budgets1801200000000 } from "./1801200000000-budgets.js";
import { Reports1801300000000 } from "./1801300000000-reports.js";
import { Profiles1801400000000 } from "./1801400000000-profiles.js";
import { WhatWaits1801400000100 } from "./1801400000100-what-waits.js";

/** Every migration, oldest first. */
export const migrations = [
  FirstHouse1795000000000,
  Imports1795000100000,
  Periods1795100000000,
  Currencies1795200000000,
  PaidInAnotherCurrency1795200100000,
  ConvertedExpenses1795200200000,
  Pairs1795300000000,
  DefaultSplits1795400000000,
  Households1795500000000,
  PartsOfEntries1795600000000,
  EachPartSumsToZero1795700000000,
  EntriesCheckedAsTheyCome1796000000000,
  WhatIsThrownAway1796000100000,
  ImportsAgain1796100000000,
  InvitesEndWithTheirMaker1796200000000,
  SessionsThatAreSeen1796200100000,
  RenamedMembers1796200200000,
  PersonPayments1796300000000,
  EverybodyByName1796300100000,
  AmountsByGroupAndDay1797000100000,
  ClaimedUploads1797000200000,
  WhatEventsChanged1797010000000,
  FollowersAndFeeds1797010100000,
  RenamedAccounts1797010200000,
  JobWorkers1797010300000,
  GroupLooks1798000000000,
  TitlesFolded1798000000100,
  ExpensesByMaker1798000000200,
  Guests1798100000000,
  FeedsForget1799000000000,
  ShowsPresence1799000000100,
  SettledUploads1799000000200,
  Receipts1800000000000,
  Notifications1801000000000,
  Spending1801100000000,
  Budgets1801200000000,
  Reports1801300000000,
  Profiles1801400000000,
  WhatWaits1801400000100,
];

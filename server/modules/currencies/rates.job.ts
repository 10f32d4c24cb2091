import type { Logger } from "pino";
import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { type Job, TryAgainLater } from "../../platform/jobs/job.js";
import { poolReader, type Reader } from "../../platform/reader.js";
import { FIRST_DAY, type RatesDocument } from "./ecb.js";
import { fetchRates } from "./rates.adapter.js";
import { CurrencySettings } from "./settings.js";

const DAY_MILLISECONDS = 86_400_000;

/** The European Central Bank publishes at about 16:00 CET on the days that TARGET is open: 15:00 UTC at the latest. */
export const fetchRatesJob: Job = {
  name: "rates.fetch",
  kind: "upkeep",
  schedule: "20 15 * * *",
  attempts: 10,
  async isOverdue({ settings, dataSource }) {
    if (settings.of(CurrencySettings).RATES_URL === null) return false;
    const { newest } = await knownDays(poolReader(poolOf(dataSource)));
    return newest === null || newest < daysAgo(1);
  },
  async run(services, ending) {
    const { RATES_URL } = services.settings.of(CurrencySettings);
    if (RATES_URL !== null) await updateRates(services, RATES_URL, ending);
  },
};

export interface RatesUpdate {
  /** How many rates were new, or had been corrected. */
  readonly changed: number;
  /** The newest day that is known now. */
  readonly newest: string;
}

/** Fetches what is missing and keeps it; `TryAgainLater` where that cannot be done now. */
export async function updateRates(
  { dataSource, log }: Pick<Services, "dataSource" | "log">,
  url: string,
  ending: AbortSignal,
): Promise<RatesUpdate> {
  const reader = poolReader(poolOf(dataSource));
  const document = await fetchMissing(url, await knownDays(reader), ending);
  logProblems(document, log);
  const changed = await keepRates(reader, document);
  const newest = (await knownDays(reader)).newest!;
  log.info({ changed, newest }, "exchange rates were fetched");
  return { changed, newest };
}

interface KnownDays {
  readonly oldest: string | null;
  readonly newest: string | null;
}

async function knownDays(reader: Reader): Promise<KnownDays> {
  const [days] = await reader.rows<KnownDays>(
    "select min(on_day) as oldest, max(on_day) as newest from exchange_rates",
  );
  return days!;
}

/** How many days the documents reach back of which the bank has a longer one beside them. */
const REACH: readonly (readonly [name: RegExp, days: number])[] = [
  [/\/eurofxref-hist-90d\.xml$/, 85],
  [/\/(eurofxref-daily\.xml|eurofxref\.(csv|zip))$/, 1],
];
const WHOLE_HISTORY = "/eurofxref-hist.zip";

async function fetchMissing(url: string, known: KnownDays, ending: AbortSignal): Promise<RatesDocument> {
  const today = daysAgo(0);
  const history = historyBeside(url, known);
  if (history !== null) {
    try {
      return await fetchRates(history, today, ending);
    } catch (error) {
      // Not every mirror has it; the shorter document is better than none.
      if (!(error instanceof TryAgainLater) || ending.aborted) throw error;
    }
  }
  return fetchRates(url, today, ending);
}

/** Where all rates since 1999 are, if the document at `url` would leave a gap before it. */
export function historyBeside(url: string, { oldest, newest }: KnownDays): string | null {
  const address = new URL(url);
  const [name, days] = REACH.find(([each]) => each.test(address.pathname)) ?? [];
  if (!name) return null;
  const isWhole = oldest !== null && oldest <= FIRST_DAY && newest !== null && newest >= daysAgo(days!);
  if (isWhole) return null;
  address.pathname = address.pathname.replace(name, WHOLE_HISTORY);
  return address.href;
}

/** The bank corrects a rate now and then, so a later word counts; what was converted before keeps its own rate. */
async function keepRates(reader: Reader, { rates }: RatesDocument): Promise<number> {
  const changed = await reader.rows(
    `insert into exchange_rates (currency, on_day, rate)
     select * from unnest($1::text[], $2::date[], $3::numeric[])
     on conflict (currency, on_day) do update set rate = excluded.rate where exchange_rates.rate <> excluded.rate
     returning 1`,
    [rates.map(({ currency }) => currency), rates.map(({ day }) => day), rates.map(({ perEuro }) => perEuro)],
  );
  return changed.length;
}

const PROBLEMS_LOGGED = 5;

function logProblems({ problems }: RatesDocument, log: Logger): void {
  if (problems.length === 0) return;
  const first = problems.slice(0, PROBLEMS_LOGGED);
  log.warn({ problems: problems.length, first }, "some exchange rates made no sense and were left out");
}

/** The day in UTC. */
function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

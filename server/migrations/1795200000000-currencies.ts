import type { MigrationInterface, QueryRunner } from "typeorm";

/** Daily exchange rates, and the rates that groups agree on. */
export class Currencies1795200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EXCHANGE_RATES);
    await runner.query(RATES_AT_RELEASE);
    await runner.query(GROUP_RATES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table group_rates, exchange_rates");
  }
}

// So many units of the currency for one euro, as the European Central Bank published them.
const EXCHANGE_RATES = `
create table exchange_rates (
  currency text collate "C" not null,
  on_day date not null,
  rate numeric not null check (rate > 0),
  primary key (currency, on_day)
);
create index exchange_rates_day on exchange_rates (on_day);
`;

// A start without internet knows these.
const RATES_AT_RELEASE = `
insert into exchange_rates (currency, on_day, rate)
select currency, date '2026-04-13', rate from (values
  ('USD', 1.1684), ('JPY', 186.75), ('CZK', 24.378), ('DKK', 7.4727), ('GBP', 0.87058), ('HUF', 366.9),
  ('PLN', 4.2543), ('RON', 5.092), ('SEK', 10.892), ('CHF', 0.9242), ('ISK', 143.2), ('NOK', 11.098),
  ('TRY', 52.2478), ('AUD', 1.661), ('BRL', 5.874), ('CAD', 1.6177), ('CNY', 7.9827), ('HKD', 9.1507),
  ('IDR', 20082.05), ('ILS', 3.5787), ('INR', 109.047), ('KRW', 1740.86), ('MXN', 20.3203), ('MYR', 4.6444),
  ('NZD', 2.0081), ('PHP', 70.356), ('SGD', 1.4912), ('THB', 37.728), ('ZAR', 19.3849)
) as known (currency, rate);
`;

// So many units of the second currency for one of the first. A rate is never changed: another takes its place.
const GROUP_RATES = `
create table group_rates (
  id text collate "C" primary key,
  group_id text collate "C" not null references groups,
  from_currency text not null,
  to_currency text not null,
  rate numeric not null check (rate > 0),
  valid_from date,
  created_by_id text collate "C" not null references members,
  created_at timestamptz(3) not null default now(),
  removed_at timestamptz(3),
  check (from_currency <> to_currency)
);
create unique index group_rates_pair on group_rates
  (group_id, least(from_currency, to_currency), greatest(from_currency, to_currency), valid_from)
  nulls not distinct where removed_at is null;
`;

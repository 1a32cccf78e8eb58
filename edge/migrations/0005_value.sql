-- What customers are worth: edge/storage.md.

-- Minutes of service, as the shop tells them (S17). `entry` names what is told: `e:ID` one answer with an id of its
-- own, `t:MONTH:CUSTOMER` a month as a whole. Told again, it takes the place of what was told before.
CREATE TABLE service_minutes (
  site TEXT NOT NULL,
  entry TEXT NOT NULL,
  customer TEXT NOT NULL,          -- the shop's id
  month TEXT NOT NULL,             -- 2026-11
  minutes INTEGER NOT NULL,
  PRIMARY KEY (site, entry)
) WITHOUT ROWID;
CREATE INDEX service_minutes_by_customer ON service_minutes (site, customer, month);

CREATE TABLE value_models (
  site TEXT PRIMARY KEY,
  settings TEXT,                   -- JSON, model/value-settings.ts ValueSettings; null: what holds until the shop says otherwise
  fit TEXT,                        -- JSON, model/value-fit.ts ValueFit; null before the first
  pass TEXT,                       -- JSON, edge/store/value-models.ts ValuePass; null: all values are to be written anew
  standings TEXT                   -- JSON, model/value-report.ts PeriodStanding[]: each kept period as a whole
) WITHOUT ROWID;

-- What buyers are still to bring: written by edge/jobs/value.ts, only where it has moved.
CREATE TABLE buyer_values (
  site TEXT NOT NULL,
  who TEXT NOT NULL,               -- as buyers.who
  expected_minor INTEGER NOT NULL, -- in the next 52 weeks, discounted, in the site's currency
  alive_percent INTEGER NOT NULL,
  PRIMARY KEY (site, who)
) WITHOUT ROWID;
CREATE INDEX buyer_values_by_expected ON buyer_values (site, expected_minor DESC, who);

-- What buyers brought in the periods that are kept; who neither paid nor was served in one has no row of it.
CREATE TABLE buyer_periods (
  site TEXT NOT NULL,
  months INTEGER NOT NULL,         -- length of the period, which ends today
  who TEXT NOT NULL,
  orders INTEGER NOT NULL,
  revenue_minor INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,      -- less the service it took
  PRIMARY KEY (site, who, months)
) WITHOUT ROWID;
CREATE INDEX buyer_periods_by_net ON buyer_periods (site, months, net_minor DESC, who);

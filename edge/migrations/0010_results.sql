-- What campaigns add: edge/storage.md.

ALTER TABLE visitors ADD COLUMN exposed TEXT;  -- JSON, model/results/exposed.ts Exposed; null: nothing was shown since there is such

-- Which campaign an order is credited to, `click:CAMPAIGN` or `view:CAMPAIGN`: edge/store/credit.ts.
ALTER TABLE orders ADD COLUMN credit TEXT;
CREATE INDEX orders_by_credit ON orders (site, credit) WHERE credit IS NOT NULL;

-- Visitors by campaign, arm and split, and showings by how often the visitor had seen it: one row a day holds every sum.
CREATE TABLE exposure_sums (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,            -- of the shop's calendar
  sums TEXT NOT NULL,              -- JSON: names as in model/results/exposed.ts foldExposed
  PRIMARY KEY (site, day)
) WITHOUT ROWID;

-- First exposures of those who have ordered or are known customers, again, in narrow rows: to look a visitor up by key copies the rows that
-- are compared, profiles and all.
CREATE TABLE first_exposures (
  site TEXT NOT NULL,
  campaign TEXT NOT NULL,          -- * for the first of any
  visitor TEXT NOT NULL,
  at INTEGER NOT NULL,
  arm TEXT NOT NULL,               -- a variant, or model/results/split.ts HELD_OUT, HELD_OUT_OF_ALL, LET_IN
  split TEXT NOT NULL,
  PRIMARY KEY (site, campaign, visitor)
) WITHOUT ROWID;
